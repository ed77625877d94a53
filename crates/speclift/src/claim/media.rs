//! What pages say of the media types of bodies, outside their tables: in sentences and in the headers of examples.

use crate::grammar::media_types;
use crate::page::Text;
use crate::vocabulary::sections::{BINARY_WORDS, Section};

use super::model::{Direction, MediaClaim, Stated};

/// The header that carries a media type.
const HEADER: &str = "content-type";

/// The media types that a text of a section states.
pub(crate) fn stated(section: Option<Section>, text: &Text) -> Vec<MediaClaim> {
    let direction = match section {
        Some(Section::Request | Section::RequestExample) => Direction::Request,
        Some(Section::Response | Section::ResponseExample) => Direction::Response,
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.as_str().split_inclusive('\n') {
        let lower = line.to_ascii_lowercase();
        if lower.contains(HEADER) {
            found.extend(media_types(line).into_iter().map(|(name, range)| MediaClaim {
                direction,
                media: Stated::new(name, text.span(start + range.start..start + range.end)),
            }));
        } else if section == Some(Section::Response) && BINARY_WORDS.iter().any(|word| lower.contains(word)) {
            let media =
                Stated::new("application/octet-stream".to_owned(), text.span(start..start + line.len()));
            found.push(MediaClaim { direction, media });
        }
        start += line.len();
    }
    found
}
