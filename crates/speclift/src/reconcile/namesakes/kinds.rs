//! Which of the structures of one name are one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::units::Unit;
use super::{Site, nearest};

/// With how many kinds of structures of one name another one is compared. No service has so many; those beyond are
/// told apart, except from those with the same fields, which are looked up.
pub(super) const MAX_COMPARED: usize = 200;

/// Which kind of structure each site describes.
type Kinds = BTreeMap<Site, usize>;

/// The kinds of structures of each name.
pub(super) fn kinds(units: &BTreeMap<String, BTreeMap<Site, Unit<'_>>>) -> BTreeMap<String, Vec<Vec<Site>>> {
    let one = |sites: &BTreeMap<Site, Unit<'_>>| sites.keys().map(|site| (*site, 0)).collect::<Kinds>();
    let mut kinds: BTreeMap<String, Kinds> =
        units.iter().map(|(name, sites)| (name.clone(), one(sites))).collect();
    // What leads to different structures is different itself, however alike it is.
    loop {
        let finer: BTreeMap<String, Kinds> =
            kinds.par_iter().map(|(name, own)| (name.clone(), split(own, &units[name], &kinds))).collect();
        if finer == kinds {
            break;
        }
        kinds = finer;
    }
    kinds.into_iter().map(|(name, kinds)| (name, sorted(&kinds))).collect()
}

/// The sites of each kind, the kind that most operations describe first.
fn sorted(kinds: &Kinds) -> Vec<Vec<Site>> {
    let mut sites: BTreeMap<usize, Vec<Site>> = BTreeMap::new();
    for (site, kind) in kinds {
        sites.entry(*kind).or_default().push(*site);
    }
    let mut sites: Vec<Vec<Site>> = sites.into_values().collect();
    let operations = |sites: &[Site]| sites.iter().map(|site| site.group).collect::<BTreeSet<_>>().len();
    sites.sort_by_key(|sites| (Reverse(operations(sites)), sites[0]));
    sites
}

fn kind(kinds: &Kinds, site: Site) -> Option<usize> {
    nearest(kinds, site).map(|(_, kind)| *kind)
}

/// Splits kinds whose members do not agree: each member, the fullest ones first, goes with the first that it
/// agrees with.
fn split(kinds: &Kinds, units: &BTreeMap<Site, Unit<'_>>, all: &BTreeMap<String, Kinds>) -> Kinds {
    if units.len() == 1 {
        return kinds.clone();
    }
    let mut sites: Vec<Site> = units.keys().copied().collect();
    sites.sort_by_key(|site| (Reverse(units[site].len()), *site));
    let mut firsts: Vec<Site> = Vec::new();
    // The kinds that start with given fields.
    let mut same: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
    let mut finer = Kinds::new();
    for site in sites {
        let names = units[&site].names();
        let agrees = |other: &Site| {
            let same =
                |name: &str| all.get(name).is_none_or(|kinds| kind(kinds, site) == kind(kinds, *other));
            kinds[other] == kinds[&site] && units[other].agrees(&units[&site], same)
        };
        let known = firsts.iter().take(MAX_COMPARED).position(agrees);
        let twin =
            || same.get(&names)?.iter().copied().take(MAX_COMPARED).find(|kind| agrees(&firsts[*kind]));
        let kind = known.or_else(twin).unwrap_or_else(|| {
            same.entry(names).or_default().push(firsts.len());
            firsts.push(site);
            firsts.len() - 1
        });
        finer.insert(site, kind);
    }
    finer
}
