//! Which operations a change touches: what is compared holds other things that are compared.

use std::collections::HashMap;
use std::sync::Arc;

use fixedbitset::FixedBitSet;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::Operation;

/// Something that was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Node(NodeIndex);

#[derive(Debug, Default)]
pub(super) struct Graph {
    operations: Vec<Operation>,
    /// What was compared, with the number of its operation where it is one. Edges lead from what is held to its holders.
    nodes: DiGraph<Option<usize>, ()>,
}

impl Graph {
    pub(super) fn add(&mut self, operation: Option<Operation>) -> Node {
        let number = operation.is_some().then_some(self.operations.len());
        self.operations.extend(operation);
        Node(self.nodes.add_node(number))
    }

    /// Says that one holds the other.
    pub(super) fn link(&mut self, holder: Node, held: Node) {
        if holder != held {
            self.nodes.add_edge(held.0, holder.0, ());
        }
    }

    /// Finds out which operations hold what. Nothing is added to the graph any more.
    pub(super) fn closed(self) -> Holders {
        let Self { operations, nodes } = self;
        let mut of_node = vec![usize::MAX; nodes.node_count()];
        let mut sets: Vec<FixedBitSet> = Vec::new();
        // Those that hold each other, in a circle, are held by the same. Each circle comes after what holds it.
        for circle in kosaraju_scc(&nodes) {
            let mut set = FixedBitSet::with_capacity(operations.len());
            for node in circle {
                of_node[node.index()] = sets.len();
                set.extend(nodes[node]);
                for holder in nodes.neighbors(node) {
                    // Holders of the circle itself have no set yet.
                    if let Some(of_holder) = sets.get(of_node[holder.index()]) {
                        set.union_with(of_holder);
                    }
                }
            }
            sets.push(set);
        }
        Holders { operations, of_node, sets, lists: HashMap::new() }
    }
}

/// A graph in which operations were followed to all that they hold.
#[derive(Debug)]
pub(super) struct Holders {
    operations: Vec<Operation>,
    /// Which set each node has.
    of_node: Vec<usize>,
    /// Numbers of operations.
    sets: Vec<FixedBitSet>,
    /// What was asked for already: many changes touch the same operations.
    lists: HashMap<FixedBitSet, Arc<[Operation]>>,
}

impl Holders {
    /// The operations that hold any of these, in the order in which they were added, and the number of the first.
    pub(super) fn of(&mut self, nodes: &[Node]) -> (Option<usize>, Arc<[Operation]>) {
        let mut all = FixedBitSet::with_capacity(self.operations.len());
        for node in nodes {
            all.union_with(&self.sets[self.of_node[node.0.index()]]);
        }
        let first = all.minimum();
        let list = self.lists.entry(all);
        let list = list.or_insert_with_key(|all| all.ones().map(|at| self.operations[at].clone()).collect());
        (first, Arc::clone(list))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_held_by_what_holds_any_of_them() {
        let mut graph = Graph::default();
        let operation = |id: &str| Operation {
            method: "GET".to_owned(),
            path: format!("/{id}"),
            id: Some(id.to_owned()),
        };
        let document = graph.add(None);
        let [a, b, c] = ["a", "b", "c"].map(|id| graph.add(Some(operation(id))));
        let schemas: Vec<Node> = (0..5).map(|_| graph.add(None)).collect();
        // 0 → 1 → 2 → 0 is a circle, which `a` enters at 0 and `b` at 2; 3 hangs on it, and `c` holds it as well; 4 holds
        // itself and nothing else does.
        for (holder, held) in
            [(a, 0), (b, 2), (c, 3), (schemas[0], 1), (schemas[1], 2), (schemas[2], 0), (schemas[1], 3)]
        {
            graph.link(holder, schemas[held]);
        }
        graph.link(schemas[4], schemas[4]);
        let mut holders = graph.closed();
        let mut ids = |nodes: &[Node]| {
            let (first, operations) = holders.of(nodes);
            let ids: Vec<String> = operations.iter().filter_map(|it| it.id.clone()).collect();
            (first, ids.join(" "))
        };
        for held in &schemas[..3] {
            assert_eq!(ids(&[*held]), (Some(0), "a b".to_owned()));
        }
        assert_eq!(ids(&[schemas[3]]), (Some(0), "a b c".to_owned()));
        assert_eq!(ids(&[b, c]), (Some(1), "b c".to_owned()));
        assert_eq!(ids(&[c, schemas[0]]), (Some(0), "a b c".to_owned()));
        assert_eq!(ids(&[document, schemas[4]]), (None, String::new()));
    }
}
