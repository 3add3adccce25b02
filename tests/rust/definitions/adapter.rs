//! 23 Telecom as a file, beside its adapter.

use std::sync::Arc;

use delivrd::{Definition, Provider, Verifier};
use delivrd_conformance::load_all;

const TELECOM23: &str = include_str!("../../definitions/telecom23.toml");
const CODES: &str = include_str!("../../../crates/delivrd/src/providers/telecom23/codes.csv");

fn telecom23() -> Definition {
    Definition::parse(&format!("{TELECOM23}\n[codes]\ncsv = '''\n{CODES}'''\n")).unwrap()
}

#[test]
fn a_definition_says_what_the_adapter_says() {
    let definition = telecom23();
    let vectors = load_all().into_iter().find(|file| file.provider == "telecom23").unwrap();
    let mut ran = 0;
    for group in &vectors.groups {
        let config = group.verifier_config();
        let adapter = delivrd::registry().verifier("telecom23", &config);
        let file = Verifier::new(Arc::new(definition.clone()), &config);
        let (adapter, file) = match (adapter, file) {
            (Ok(adapter), Ok(file)) => (adapter, file),
            (adapter, file) => {
                assert_eq!(
                    adapter.map(drop).map_err(|error| error.to_string()),
                    file.map(drop).map_err(|error| error.to_string())
                );
                ran += group.tests.len();
                continue;
            }
        };
        for test in &group.tests {
            let said = |verifier: &Verifier| {
                test.request.with(|request| {
                    verifier
                        .receive(request, group.now)
                        .map(|notification| serde_json::to_string(&notification).unwrap())
                        .map_err(|error| error.kind())
                })
            };
            assert_eq!(said(&adapter), said(&file), "test {}", test.id);
            ran += 1;
        }
    }
    assert_eq!(ran, vectors.count);
}

#[test]
fn a_definition_knows_what_the_adapter_knows() {
    let definition = telecom23();
    let adapter = delivrd::registry().get("telecom23").unwrap();
    let (own, other) = (definition.metadata(), adapter.metadata());
    assert_eq!((own.id(), own.name(), own.docs()), (other.id(), other.name(), other.docs()));
    assert_eq!(own.capabilities(), other.capabilities());
    assert_eq!(own.callback(), other.callback());
    assert_eq!(own.keys(), other.keys());
    assert_eq!(own.statuses().rows(), other.statuses().rows());
    assert_eq!(own.codes().rows(), other.codes().rows());
}
