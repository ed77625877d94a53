use speclift::source::*;
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let out = std::env::args().nth(2).unwrap();
    let mut v = vec![];
    for e in std::fs::read_dir(&dir).unwrap() {
        let p = e.unwrap().path();
        let t = std::fs::read(&p).unwrap();
        v.push(Source::new(p.file_name().unwrap().to_str().unwrap(), String::from_utf8_lossy(&t).into_owned()));
    }
    let sources = Sources::new(v);
    let c = speclift::compile::compile(&sources, vec![], &Default::default());
    std::fs::write(format!("{out}.json"), serde_json::to_string_pretty(&c.document).unwrap()).unwrap();
    std::fs::write(format!("{out}.yaml"), serde_yaml::to_string(&c.document).unwrap()).unwrap();
    let mut s = String::new();
    for f in &c.findings {
        s += &format!("{}[{}] {}: {}\n", f.rule.severity, f.rule.code, f.subject, f.message);
        for w in &f.witnesses { let l = sources.location(*w); s += &format!("    {l}: {}\n", sources.get(w.source).line(l.line).chars().take(100).collect::<String>()); }
        s += &format!("    = {}\n", f.verdict);
    }
    std::fs::write(format!("{out}.findings"), s).unwrap();
    let pages = speclift::read::read(&sources);
    let cl = speclift::claim::claim(&pages.pages);
    std::fs::write(format!("{out}.claims"), speclift::claim::dump(&cl.claims, &sources)).unwrap();
    println!("ops {} schemas {} codes {} rows {:?} examples {:?} {:?}", c.api.operations.len(), c.api.schemas.len(), c.api.errors.len(), c.rows, c.examples, c.severities());
    println!("{:?}", c.timings);
    let v = serde_json::to_value(&c.document).unwrap();
    for p in speclift::validate::validate(&v).iter().take(30) { println!("{p:?}"); }
    for o in &c.api.operations { println!("{} {} {} {}", o.id, o.method, o.path, o.tag); }
}
