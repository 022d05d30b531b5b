//! What was said (FORMAT.md §7.8): messages on the event channel, reasoning on the item channel, and both as bare items
//! in files without envelopes. Of a text only its length is taken, of an image only its kind.

use alloc::vec::Vec;
use core::fmt;
use serde::Serialize;

use super::bare::is_injected_message;
use crate::json::{Key, Raw};

/// One message, or one piece of reasoning.
pub enum Said {
    /// By the user.
    User {
        /// Length of all text parts.
        characters: u64,
        /// Each image.
        images: Vec<Image>,
    },
    /// By the assistant.
    Assistant {
        /// Length of all text parts.
        characters: u64,
    },
    /// By one agent to another.
    Agent {
        /// Length of its text parts; absent where it has none, as when it is encrypted.
        characters: Option<u64>,
    },
    /// Not aloud.
    Reasoning {
        /// Parts of its summary.
        summary_parts: u64,
        /// Parts of the reasoning itself.
        raw_parts: u64,
        /// Length of the summary.
        summary_characters: u64,
        /// Length of the reasoning itself.
        raw_characters: u64,
    },
}

/// An image in a message of the user.
#[derive(Clone, Copy)]
pub struct Image {
    /// What it is; absent when neither media type nor extension tells it.
    pub kind: Option<ImageKind>,
    /// It was told by its path on the user's machine.
    pub is_local: bool,
}

/// A media type or an extension, lower case. A closed list: what else stands behind the last dot of a path may be
/// a part of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImageKind(&'static str);

#[rustfmt::skip]
const IMAGE_KINDS: [&str; 24] = [
    "image/avif", "image/bmp", "image/gif", "image/heic", "image/heif", "image/jpeg", "image/jpg", "image/png", "image/svg+xml",
    "image/tiff", "image/webp", "image/x-icon",
    "avif", "bmp", "gif", "heic", "heif", "ico", "jpeg", "jpg", "png", "svg", "tiff", "webp",
];

impl Said {
    /// A `user_message` event; absent when the client put it in.
    pub fn of_user_message<'a>(field: impl Fn(&str) -> Option<Raw<'a>>) -> Option<Self> {
        let kind = field("kind").and_then(Raw::present);
        if kind.is_some_and(|kind| !kind.is("plain")) {
            return None;
        }
        let mut images = Vec::new();
        for (name, is_local) in [
            ("images", false),
            ("local_images", true),
            ("file_ids", false),
        ] {
            let stated = field(name);
            let stated = stated.iter().flat_map(|stated| stated.elements());
            images.extend(stated.map(|stated| Image {
                kind: ImageKind::of(stated),
                is_local,
            }));
        }
        Some(Self::User {
            characters: field("message").map_or(0, characters),
            images,
        })
    }

    /// An `agent_message` event.
    pub fn of_agent_message(message: Option<Raw<'_>>) -> Self {
        Self::Assistant {
            characters: message.map_or(0, characters),
        }
    }

    /// An `agent_message` item.
    pub fn between_agents(content: Option<Raw<'_>>) -> Self {
        let texts = content.iter();
        let texts = texts.flat_map(|content| content.field_of_elements("text"));
        let told = texts.filter_map(|text| text?.length_in_characters());
        Self::Agent {
            characters: told.reduce(|sum, length| sum + length),
        }
    }

    /// The item of an `item_completed` event.
    pub fn of_completed(item: Raw<'_>) -> Option<Self> {
        let kind = item.field("type")?.text()?;
        match &*kind {
            "UserMessage" => Some(Self::of_user_content(item.field("content")?)),
            "AgentMessage" => Some(Self::of_agent_message(item.field("content"))),
            "Plan" => Some(Self::of_agent_message(item.field("text"))),
            _ => None,
        }
    }

    /// A `reasoning` item.
    pub fn of_reasoning(summary: Option<Raw<'_>>, content: Option<Raw<'_>>) -> Self {
        let (summary_parts, summary_characters) = summary.map_or((0, 0), parts);
        let (raw_parts, raw_characters) = content.map_or((0, 0), parts);
        Self::Reasoning {
            summary_parts,
            raw_parts,
            summary_characters,
            raw_characters,
        }
    }

    /// An item of a file without envelopes: a `message`, a Chat-Completions item of some role without `type`, or
    /// reasoning. Absent when the client put it in.
    pub fn of_bare<'a>(fields: impl Iterator<Item = (Key<'a>, Raw<'a>)>) -> Option<Self> {
        let (mut item_type, mut role, mut content, mut summary) = (None, None, None, None);
        for (key, value) in fields {
            match &*key.name() {
                b"type" => item_type = value.present(),
                b"role" => role = value.present(),
                b"content" => content = value.present(),
                b"summary" => summary = value.present(),
                _ => {}
            }
        }
        if item_type.is_some_and(|item_type| item_type.is("reasoning")) {
            return Some(Self::of_reasoning(summary, content));
        }
        if item_type.is_some_and(|item_type| !item_type.is("message")) {
            return None;
        }
        match &*role?.text()? {
            "user" if content.is_some_and(is_injected_message) => None,
            "user" => Some(content.map_or_else(Self::silent_user, Self::of_user_content)),
            // A Chat-Completions item that only calls tools says nothing.
            "assistant" if item_type.is_some() || content.is_some() => {
                Some(Self::of_agent_message(content))
            }
            _ => None,
        }
    }

    fn of_user_content(content: Raw<'_>) -> Self {
        let images = content.elements().filter_map(|part| {
            let kind = part.field("type")?.text()?;
            let (address, is_local) = match &*kind {
                "image" | "input_image" | "image_url" => ("image_url", false),
                "local_image" => ("path", true),
                _ => return None,
            };
            let kind = part.field(address).and_then(ImageKind::of);
            Some(Image { kind, is_local })
        });
        Self::User {
            characters: characters(content),
            images: images.collect(),
        }
    }

    fn silent_user() -> Self {
        Self::User {
            characters: 0,
            images: Vec::new(),
        }
    }
}

impl ImageKind {
    /// The kind of this word, in any case.
    pub fn from_word(word: &str) -> Option<Self> {
        IMAGE_KINDS
            .into_iter()
            .find(|kind| kind.eq_ignore_ascii_case(word))
            .map(Self)
    }

    /// Of an address, a data URL, a path, or an object that holds its address as `url`.
    fn of(stated: Raw<'_>) -> Option<Self> {
        let address = stated.text().or_else(|| stated.field("url")?.text())?;
        let word = match address.strip_prefix("data:") {
            Some(data) => data.split([';', ',']).next()?,
            None => extension(&address)?,
        };
        Self::from_word(word)
    }
}

impl fmt::Display for ImageKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.0)
    }
}

/// What stands behind the last dot of the last part of a path or address.
fn extension(address: &str) -> Option<&str> {
    let path = if address.contains("://") {
        address.split(['?', '#']).next()?
    } else {
        address
    };
    let name = path.rsplit(['/', '\\']).next()?;
    name.rsplit_once('.').map(|(_, extension)| extension)
}

/// Length of a text, or of all texts among parts.
fn characters(content: Raw<'_>) -> u64 {
    parts(content).1
}

/// How many parts, and the length of all texts among them; a text by itself has a length and no parts.
fn parts(content: Raw<'_>) -> (u64, u64) {
    if let Some(characters) = content.length_in_characters() {
        return (0, characters);
    }
    let texts = content.field_of_elements("text");
    let lengths = texts.map(|text| text.and_then(Raw::length_in_characters).unwrap_or(0));
    lengths.fold((0, 0), |(parts, sum), length| (parts + 1, sum + length))
}
