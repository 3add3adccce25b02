//! Enters a provider where providers are listed, in order, without touching anything else.

/// The most that fits into a line of the manifest.
const WIDTH: usize = 100;

/// Adds module and `ALL` entry to `providers/mod.rs`.
pub(crate) fn list(text: &str, id: &str, type_name: &str) -> Result<String, String> {
    let lines: Vec<&str> = text.lines().collect();
    let module = |line: &str| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned());
    let entry = |line: &str| Some(line.trim().strip_prefix('&')?.split_once("::")?.0.to_owned());
    let cfg = format!("#[cfg(feature = \"{id}\")]");
    let lines = insert(
        lines.iter().map(|line| (*line).to_owned()).collect(),
        id,
        &module,
        &[cfg.clone(), format!("pub mod {id};")],
    )?;
    let lines =
        insert(lines, id, &entry, &[format!("    {cfg}"), format!("    &{id}::{type_name},")])?;
    Ok(joined(&lines))
}

/// Adds the feature, also to `default`, in the manifest of `delivrd`.
pub(crate) fn manifest(text: &str, id: &str) -> Result<String, String> {
    const START: &str = "\ndefault = [";
    let (before, rest) = text.split_once(START).ok_or("no list of default features")?;
    let (list, behind) = rest.split_once(']').ok_or("the list of default features has no end")?;
    let mut defaults: Vec<&str> = list
        .split(',')
        .map(|item| item.trim().trim_matches('"'))
        .filter(|item| !item.is_empty())
        .collect();
    let features = behind.split("\n[").next().unwrap_or_default();
    let name_of = |line: &str| line.split_once(" = [").map(|(name, _)| name.to_owned());
    if id == "default" || features.lines().filter_map(name_of).any(|name| name == id) {
        return Err(format!("{id} is taken: there is a feature of this name"));
    }
    let is_provider = |line: &str| name_of(line).filter(|name| defaults.contains(&name.as_str()));
    let behind: Vec<String> = behind.lines().map(str::to_owned).collect();
    let behind = insert(behind, id, &is_provider, &[format!("{id} = [\"json\"]")])?;
    defaults.push(id);
    defaults.sort_unstable();
    let quoted: Vec<String> = defaults.iter().map(|name| format!("\"{name}\"")).collect();
    let one_line = quoted.join(", ");
    let list = if one_line.len().saturating_add(START.len()) < WIDTH {
        one_line
    } else {
        format!("\n    {},\n", quoted.join(",\n    "))
    };
    Ok(format!("{before}{START}{list}]{}", joined(&behind)))
}

/// Inserts `new`, which ends in a line that `name_of` reads, among the items of that form. An
/// item is as many lines as `new` has.
fn insert(
    mut lines: Vec<String>,
    id: &str,
    name_of: &dyn Fn(&str) -> Option<String>,
    new: &[String],
) -> Result<Vec<String>, String> {
    let items: Vec<(usize, String)> = lines
        .iter()
        .enumerate()
        .filter_map(|(index, line)| Some((index, name_of(line)?)))
        .collect();
    if items.iter().any(|(_, name)| name == id) {
        return Err(format!("{id} is taken: there is a provider of this name"));
    }
    let height = new.len().saturating_sub(1);
    let next = items.iter().find(|(_, name)| name.as_str() > id);
    let position = match (next, items.last()) {
        (Some((index, _)), _) => index.checked_sub(height),
        (None, Some((index, _))) => index.checked_add(1),
        (None, None) => None,
    };
    let position = position.ok_or("no list of providers of the usual form")?;
    lines.splice(position..position, new.iter().cloned());
    Ok(lines)
}

fn joined(lines: &[String]) -> String {
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "//! Them.\n\n#[cfg(feature = \"b\")]\npub mod b;\n#[cfg(feature = \"d\")]\npub mod d;\n\npub const ALL: &[u8] = &[\n    #[cfg(feature = \"b\")]\n    &b::B,\n    #[cfg(feature = \"d\")]\n    &d::D,\n];\n";
    const MANIFEST: &str = "[package]\nname = \"x\"\n\n[features]\ndefault = [\"b\", \"d\"]\n# Them.\nb = [\"json\"]\nd = []\n# Shared.\njson = [\"dep:serde\"]\n\n[dependencies]\ncc = \"1\"\n";

    #[test]
    fn enters_in_order() {
        for (id, position) in [("a", 0), ("c", 1), ("e", 2)] {
            let list = list(LIST, id, "New").unwrap();
            let modules: Vec<&str> =
                list.lines().filter_map(|line| line.strip_prefix("pub mod ")).collect();
            assert_eq!(modules[position], format!("{id};"));
            let entries: Vec<&str> =
                list.lines().filter(|line| line.starts_with("    &")).collect();
            assert_eq!(entries[position], format!("    &{id}::New,"));
            assert_eq!(list.lines().count(), LIST.lines().count() + 4);
            let manifest = manifest(MANIFEST, id).unwrap();
            let features: Vec<&str> = manifest.lines().skip(6).take(3).collect();
            assert_eq!(features[position], format!("{id} = [\"json\"]"));
            assert_eq!(manifest.lines().count(), MANIFEST.lines().count() + 1);
        }
        assert!(
            manifest(MANIFEST, "c")
                .unwrap()
                .contains("\ndefault = [\"b\", \"c\", \"d\"]\n# Them.\n")
        );
    }

    #[test]
    fn a_long_list_of_defaults_gets_a_line_for_each() {
        let mut text = MANIFEST.to_owned();
        for serial in 0..9 {
            text = manifest(&text, &format!("provider_{serial}")).unwrap();
        }
        assert!(
            text.contains("default = [\n    \"b\",\n    \"d\",\n    \"provider_0\",\n"),
            "{text}"
        );
        assert!(text.contains("    \"provider_8\",\n]\n# Them.\n"), "{text}");
    }

    #[test]
    fn refuses_what_is_taken_and_files_of_another_form() {
        assert!(list(LIST, "b", "B").is_err());
        assert!(manifest(MANIFEST, "json").is_err());
        assert!(manifest(MANIFEST, "default").is_err());
        assert!(list("", "a", "A").is_err());
        assert!(manifest("[features]\n", "a").is_err());
        assert!(manifest("[features]\ndefault = [\n", "a").is_err());
    }
}
