//! Which operations a change touches: what is compared holds other things that are compared.

use std::collections::{BTreeSet, HashSet};

use super::Operation;

/// Something that was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Node(usize);

#[derive(Debug, Default)]
pub(super) struct Graph {
    operations: Vec<Option<Operation>>,
    /// What holds each.
    holders: Vec<HashSet<Node>>,
}

impl Graph {
    pub(super) fn add(&mut self, operation: Option<Operation>) -> Node {
        self.operations.push(operation);
        self.holders.push(HashSet::new());
        Node(self.operations.len() - 1)
    }

    /// Says that one holds the other.
    pub(super) fn link(&mut self, holder: Node, held: Node) {
        if holder != held {
            self.holders[held.0].insert(holder);
        }
    }

    /// The operations that hold any of these, in the order in which they were added.
    pub(super) fn operations(&self, nodes: &[Node]) -> Vec<Operation> {
        self.holding(nodes).into_iter().filter_map(|node| self.operations[node.0].clone()).collect()
    }

    /// The first operation that holds any of these; before all others where none does.
    pub(super) fn first(&self, nodes: &[Node]) -> Option<Node> {
        self.holding(nodes).into_iter().find(|node| self.operations[node.0].is_some())
    }

    fn holding(&self, nodes: &[Node]) -> BTreeSet<Node> {
        let mut seen: BTreeSet<Node> = nodes.iter().copied().collect();
        let mut left: Vec<Node> = nodes.to_vec();
        while let Some(node) = left.pop() {
            left.extend(self.holders[node.0].iter().copied().filter(|holder| seen.insert(*holder)));
        }
        seen
    }
}
