//! Where the services of a region are.

/// The domains of clouds of this family, by the prefix of their regions' names. The longest prefix counts.
const CLOUDS: &[(&str, &str)] = &[
    ("", "myhuaweicloud.com"),
    ("eu-west-0", "prod-cloud-ocb.orange-business.com"),
    ("eu-west-101", "myhuaweicloud.eu"),
    ("eu-de", "otc.t-systems.com"),
    ("eu-nl", "otc.t-systems.com"),
    ("eu-ch2", "sc.otc.t-systems.com"),
];

/// The address of a service in a region; nothing where that can be no region's name.
pub(crate) fn endpoint(service: &str, region: &str) -> Option<String> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    if !is_name(region) {
        return None;
    }
    let clouds = CLOUDS.iter().filter(|(prefix, _)| region.starts_with(prefix));
    let (_, domain) = clouds.max_by_key(|(prefix, _)| prefix.len())?;
    Some(format!("https://{service}.{region}.{domain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_of_several_clouds() {
        for (region, address) in [
            ("cn-north-4", "https://cbr.cn-north-4.myhuaweicloud.com"),
            ("eu-west-0", "https://cbr.eu-west-0.prod-cloud-ocb.orange-business.com"),
            ("eu-west-101", "https://cbr.eu-west-101.myhuaweicloud.eu"),
            ("eu-de", "https://cbr.eu-de.otc.t-systems.com"),
        ] {
            assert_eq!(endpoint("cbr", region).as_deref(), Some(address));
        }
    }

    #[test]
    fn no_regions() {
        for region in ["", "EU", "a.b", "a/../b", "evil.example#"] {
            assert_eq!(endpoint("cbr", region), None, "{region}");
        }
    }
}
