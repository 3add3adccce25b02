//! Comma-separated values: quoted fields, doubled quotes, line feeds inside quotes.

/// The rows behind the header line, each with as many fields as that has.
pub(crate) fn read(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut rows = vec![Vec::new()];
    let mut field = String::new();
    let mut letters = text.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if quoted || field.is_empty() => quoted = !quoted,
            ',' | '\n' if !quoted => {
                if let Some(row) = rows.last_mut() {
                    row.push(std::mem::take(&mut field));
                }
                if letter == '\n' {
                    rows.push(Vec::new());
                }
            }
            letter => field.push(letter),
        }
    }
    if quoted || !field.is_empty() || rows.pop_if(|row| row.is_empty()).is_none() {
        return Err("the last line has no end".to_owned());
    }
    let columns = rows.first().ok_or("no header line")?.len();
    for (number, row) in (1_u32..).zip(&rows) {
        if row.len() != columns {
            return Err(format!("line {number}: {} fields instead of {columns}", row.len()));
        }
    }
    Ok(rows.split_off(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_quoted_fields() {
        let rows = read("a,b\n1,\"x, \"\"y\"\"\"\n,\n").unwrap();
        assert_eq!(rows, [["1", "x, \"y\""], ["", ""]]);
    }

    #[test]
    fn refuses_a_cut_file_and_uneven_rows() {
        for text in ["", "a,b\n1,2", "a,b\n1\n", "a\n\"1\n", "a,b\n1,2,3\n"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
