//! Ways to break a page, and breaking it.

/// A way to break a page.
#[derive(Debug, Clone)]
pub enum Damage {
    /// The page ends here.
    Cut(usize),
    /// A line is gone.
    DropLine(usize),
    /// A line stands twice.
    RepeatLine(usize),
    /// Two cells of a line change places.
    SwapCells(usize),
    /// A closing tag is gone.
    DropTag(usize),
    /// Something that has no business there.
    Insert(usize, &'static str),
}

impl Damage {
    /// The text with this damage.
    pub fn apply(&self, text: &str) -> String {
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        if lines.is_empty() {
            return String::new();
        }
        let count = lines.len();
        // The next line that has something to break, so that most damage hits a table.
        let next = |lines: &[String], at: usize, has: &str| {
            (0..count).map(|i| (at + i) % count).find(|&i| lines[i].contains(has))
        };
        match *self {
            Self::Cut(at) => return text[..floor(text, at % (text.len() + 1))].to_owned(),
            Self::DropLine(at) => {
                lines.remove(at % count);
            }
            Self::RepeatLine(at) => lines.insert(at % count, lines[at % count].clone()),
            Self::SwapCells(at) => {
                let hit =
                    ["\t", "|", "</td>"].into_iter().find_map(|mark| Some((next(&lines, at, mark)?, mark)));
                if let Some((i, mark)) = hit {
                    let mut cells: Vec<&str> = lines[i].trim_end().split(mark).collect();
                    cells.rotate_left(1);
                    lines[i] = cells.join(mark) + "\n";
                }
            }
            Self::DropTag(at) => {
                if let Some(i) = next(&lines, at, "</") {
                    lines[i] = lines[i].replacen("</", "<", 1);
                }
            }
            Self::Insert(at, junk) => {
                let line = &mut lines[at % count];
                let place = floor(line, at % (line.len() + 1));
                line.insert_str(place, junk);
            }
        }
        lines.concat()
    }
}

/// The last boundary between characters that is not behind `at`.
pub fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}
