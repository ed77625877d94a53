//! Pages that describe no operation: every folder has some.

use std::fmt::Write as _;

use super::random::Random;

/// The text of a guide.
pub(super) fn write(number: usize) -> String {
    const SENTENCES: [&str; 6] = [
        "A project holds resources, and what belongs to one project is not seen from another.",
        "调用接口之前需要先获取认证信息，然后在每次请求中携带，否则请求会被拒绝。",
        "Quotas are counted over all regions, so that a request may fail in one because of another.",
        "资源处于中间状态时不能再次操作，请等待当前任务结束后重试。",
        "What is deleted cannot be brought back, unless there is a copy of it elsewhere.",
        "返回的列表按照创建时间排序，新建的资源排在前面。",
    ];
    let mut random = Random::new([number, 2]);
    let mut out = format!("# About part {number}\n\n");
    for section in 1..8 {
        // Writing to a string does not fail.
        let _ = write!(out, "## Part {number}, section {section}\n\n");
        for _ in 0..4 + random.below(6) {
            for _ in 0..3 + random.below(5) {
                out.push_str(random.pick(&SENTENCES));
                out.push(' ');
            }
            out += "\n\n";
        }
        let _ = writeln!(out, "|Term|Description|\n|--|--|");
        for term in 0..6 {
            let _ = writeln!(out, "|term {term}|{}|", random.pick(&SENTENCES));
        }
        out.push('\n');
    }
    out
}
