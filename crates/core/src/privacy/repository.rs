//! The readable address of a repository. Addresses of remotes carry passwords and tokens; whatever
//! might still hold one after cleaning is dropped whole.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;

const BYTES: usize = 512;
const SCHEMES: [&str; 7] = ["https", "http", "ssh", "git", "git+ssh", "ssh+git", "file"];

/// The address without user, password, query and fragment: `https://host/owner/repository.git`, `host:owner/repository.git`, or a
/// local path. Absent if it is none of these forms of git, or if it cannot be told where its secrets end.
pub fn clean_repository(address: &str) -> Option<String> {
    let is_plain = !address.contains(|mark: char| mark.is_control() || mark.is_whitespace());
    if address.is_empty() || address.len() > BYTES || !is_plain {
        return None;
    }
    match address.split_once("://") {
        Some((scheme, rest)) => clean_url(scheme, rest),
        None if is_local(address) => Some(address.to_owned()),
        None => clean_scp(address),
    }
}

fn clean_url(scheme: &str, rest: &str) -> Option<String> {
    let scheme = SCHEMES
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(scheme))?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    // An `@` that follows may be the end of a password with a slash in it.
    let is_clear =
        !rest.contains('@') && (is_host_and_port(host) || (host.is_empty() && scheme == "file"));
    let path = rest.split(['?', '#']).next()?;
    is_clear.then(|| format!("{scheme}://{host}{path}"))
}

/// `[user@]host:path`.
fn clean_scp(address: &str) -> Option<String> {
    let (login, path) = address.split_once(':')?;
    let host = login.rsplit_once('@').map_or(login, |(_, host)| host);
    let path = path.split(['?', '#']).next()?;
    // A bare `name:word` may as well be a user and a password.
    let is_address = path.contains('/') || (login.contains('@') && !path.is_empty());
    let is_clear = !address[login.len()..].contains('@') && !path.starts_with(':');
    if !is_host(host) || !is_address || !is_clear {
        return None;
    }
    Some(format!("{host}:{path}"))
}

/// A path on this machine: whole, relative, or with a drive.
fn is_local(address: &str) -> bool {
    let has_drive = matches!(address.as_bytes(), [drive, b':', b'/' | b'\\', ..] if drive.is_ascii_alphabetic());
    has_drive || !address.contains([':', '@', '?', '#'])
}

fn is_host_and_port(text: &str) -> bool {
    let is_port = |port: &str| port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((address, port)) = text.strip_prefix('[').and_then(|text| text.split_once(']')) {
        let is_address = !address.is_empty()
            && address
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || b":.".contains(&byte));
        return is_address && port.strip_prefix(':').map_or(port.is_empty(), is_port);
    }
    let (host, port) = text.split_once(':').unwrap_or((text, ""));
    is_host(host) && is_port(port)
}

fn is_host(text: &str) -> bool {
    let is_named = text.starts_with(|first: char| first.is_ascii_alphanumeric());
    is_named
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        #[rustfmt::skip]
        let table = [
            ("https://example.invalid/demo/repo.git", "https://example.invalid/demo/repo.git"),
            ("https://joe:secret@example.invalid/demo/repo.git", "https://example.invalid/demo/repo.git"),
            ("https://secret@example.invalid:8443/demo", "https://example.invalid:8443/demo"),
            ("https://joe:secret@more@example.invalid/demo", "https://example.invalid/demo"),
            ("HTTPS://joe:secret@example.invalid", "https://example.invalid"),
            ("https://example.invalid/demo?token=secret", "https://example.invalid/demo"),
            ("https://example.invalid/demo#secret", "https://example.invalid/demo"),
            ("https://example.invalid?secret", "https://example.invalid"),
            ("ssh://git@example.invalid:22/demo/repo.git", "ssh://example.invalid:22/demo/repo.git"),
            ("ssh://git@[2001:db8::1]:22/demo", "ssh://[2001:db8::1]:22/demo"),
            ("git@example.invalid:demo/repo.git", "example.invalid:demo/repo.git"),
            ("joe@secret@example.invalid:demo/repo.git", "example.invalid:demo/repo.git"),
            ("example.invalid:demo/repo.git?secret", "example.invalid:demo/repo.git"),
            ("file:///srv/git/repo.git", "file:///srv/git/repo.git"),
            ("/srv/git/repo.git", "/srv/git/repo.git"),
            ("../repo", "../repo"),
            ("C:\\git\\repo", "C:\\git\\repo"),
            ("xxxxxxxx", "xxxxxxxx"),
        ];
        for (address, expected) in table {
            assert_eq!(
                clean_repository(address).as_deref(),
                Some(expected),
                "{address}"
            );
        }
    }

    #[test]
    fn dropped_addresses() {
        #[rustfmt::skip]
        let table = [
            "", " ", "https://", "https:///demo", "https://@/demo",
            // Passwords with the marks of an address in them.
            "https://joe:sec/ret@example.invalid/demo", "https://joe:123/secret@example.invalid/demo",
            "https://joe:12#secret@example.invalid/demo", "https://joe:12?secret@example.invalid/demo",
            "https://joe:secret", "https://joe:secret/demo", "https://joe%3Asecret%40example.invalid/demo",
            "joe:secret@example.invalid:demo", "joe:secret@example.invalid/demo", "secret@/demo",
            "ssh://joe:se[cret/demo", "https://[secret]/demo", "https://[::1]secret/demo",
            // Helpers of git, and what is no address at all.
            "ext::sh -c secret", "ext::secret", "codecommit::eu-west-1://secret@repo", "joe:secret", "data:,secret", "javascript://secret",
            "https://example.invalid/a b", "https://example.invalid/\nsecret", "https://example.invalid/\u{7f}", "/srv/\u{9b}31m", "?secret", "#secret",
        ];
        for address in table {
            let cleaned = clean_repository(address);
            assert!(
                cleaned
                    .as_deref()
                    .is_none_or(|cleaned| !cleaned.contains("secret")),
                "{address} {cleaned:?}"
            );
            assert!(cleaned.is_none(), "{address} {cleaned:?}");
        }
        assert_eq!(clean_repository(&"a".repeat(BYTES + 1)), None);
    }
}
