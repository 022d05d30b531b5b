//! Damage to a rollout: what crashes, other writers and bad luck do to one, and spellings that mean the same.

mod spelling;

use crate::random::Random;

/// Damages some lines of a file, and sometimes the file as a whole.
pub(crate) fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    let mut lines: Vec<Vec<u8>> = bytes
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    for _ in 0..1 + random.below(4) {
        let at = random.below(lines.len());
        match random.below(12) {
            0 => lines.insert(at, lines[at].clone()),
            1 if lines.len() > 1 => drop(lines.remove(at)),
            2 => {
                let to = random.below(lines.len());
                lines.swap(at, to);
            }
            3 => {
                let length = random.below(lines[at].len() + 1);
                lines[at].truncate(length);
            }
            4 if at + 1 < lines.len() => {
                let next = lines.remove(at + 1);
                lines[at].extend(next);
            }
            5 => lines.insert(at, random.pick(&STRAY_LINES).to_vec()),
            6 => change_a_byte(&mut lines[at], random),
            7 => change_a_byte_of_a_string(&mut lines[at], random),
            8 => change_a_digit(&mut lines[at], random),
            _ => spelling::respell(&mut lines[at], random),
        }
    }
    if random.once_in(4) {
        lines
            .iter_mut()
            .for_each(|line| spelling::respell(line, random));
    }
    *bytes = lines.join(if random.once_in(8) {
        &b"\r\n"[..]
    } else {
        &b"\n"[..]
    });
    if random.once_in(8) {
        bytes.truncate(random.below(bytes.len() + 1));
    }
}

const STRAY_LINES: [&[u8]; 8] = [
    b"",
    b"  \t\r",
    b"\0\0\0\0\0\0\0\0",
    b"{}",
    b"[1,2]",
    b"\xef\xbb\xbf",
    b"\xff\xfe\xfd",
    br#"{"payload":{}}"#,
];

fn change_a_byte(line: &mut [u8], random: &mut Random) {
    if !line.is_empty() {
        let at = random.below(line.len());
        line[at] = not_a_line_break(random.number() as u8);
    }
}

/// Inside quotes: the structure of the line mostly holds, its words change.
fn change_a_byte_of_a_string(line: &mut [u8], random: &mut Random) {
    let quotes: Vec<usize> = (0..line.len()).filter(|&at| line[at] == b'"').collect();
    if quotes.len() < 2 {
        return;
    }
    let from = random.below(quotes.len() - 1);
    let (open, close) = (quotes[from], quotes[from + 1]);
    if close - open > 1 {
        let at = open + 1 + random.below(close - open - 1);
        line[at] = not_a_line_break(*random.pick(&[
            b'a', b'0', b'7', b'-', b' ', b'\\', b'"', b'{', 0x01, 0x80, 0xc3,
        ]));
    }
}

fn change_a_digit(line: &mut [u8], random: &mut Random) {
    let digits: Vec<usize> = (0..line.len())
        .filter(|&at| line[at].is_ascii_digit())
        .collect();
    if !digits.is_empty() {
        line[*random.pick(&digits)] = *random.pick(b"0123456789.eE-+");
    }
}

fn not_a_line_break(byte: u8) -> u8 {
    if byte == b'\n' { b' ' } else { byte }
}
