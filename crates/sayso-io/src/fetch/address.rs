//! Which addresses may be fetched: those of the public web, unless private ones were allowed.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::{Refusal, Refused};

/// An address to fetch. What stands behind `#` is never sent; a password would be kept with what is fetched, so there must be none.
pub(super) fn parse(text: &str) -> Result<Url, Refusal> {
    let refuse = |what: &str| Refusal::new(Refused::Address, what);
    let mut url = Url::parse(text.trim()).map_err(|error| refuse(&format!("no address that can be fetched ({error})")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refuse(&format!("only http and https are fetched, not {}", url.scheme())));
    }
    if url.host().is_none() {
        return Err(refuse("an address without a host"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("an address with a name or password in it is not fetched: it would be kept with what comes"));
    }
    url.set_fragment(None);
    Ok(url)
}

/// Refuses an address written as a number that is not of the public web, and the names that by rule are none.
/// What other names stand for is looked at when they are resolved; behind a proxy that is the proxy's business.
pub(super) fn check(url: &Url, proxied: bool) -> Result<(), Refusal> {
    let private = match url.host() {
        Some(Host::Ipv4(ip)) => !is_public(ip.into()),
        Some(Host::Ipv6(ip)) => !is_public(ip.into()),
        Some(Host::Domain(name)) => proxied && is_local(name),
        None => true,
    };
    if private { Err(self::private(url.host_str().unwrap_or_default())) } else { Ok(()) }
}

/// Why a private address is not fetched.
pub(super) fn private(what: &str) -> Refusal {
    Refusal::new(Refused::Private, &format!("{what} is an address of this machine or a private network (--allow-private fetches it)"))
}

/// Names that never mean a machine of the public web (RFC 6761, RFC 6762, RFC 9476).
fn is_local(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let last = name.rsplit('.').next().unwrap_or_default();
    !name.contains('.')
        || matches!(last, "localhost" | "local" | "internal" | "lan" | "home" | "corp" | "test" | "invalid" | "alt")
        || name.ends_with(".home.arpa")
}

/// Whether an address belongs to the public web: not this machine, a private network, a link, a provider's metadata, a group, a reserved block.
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_4(ip),
        IpAddr::V6(ip) => is_public_6(ip),
    }
}

/// The registry of special addresses: <https://www.iana.org/assignments/iana-ipv4-special-registry>
fn is_public_4(ip: Ipv4Addr) -> bool {
    let [a, b, c, d] = ip.octets();
    let special = match (a, b, c) {
        (0 | 10 | 127, ..) | (224.., ..) => true,
        (100, 64..=127, _) => true,
        (169, 254, _) | (172, 16..=31, _) | (192, 168, _) => true,
        (192, 0, 0 | 2) | (192, 88, 99) | (198, 18..=19, _) | (198, 51, 100) | (203, 0, 113) => true,
        // A cloud's metadata, served from an address that looks public.
        (168, 63, 129) => d == 16,
        _ => false,
    };
    !special
}

/// Only 2000::/3 is handed out to the public; IPv4 addresses within IPv6 are judged as such.
/// <https://www.iana.org/assignments/iana-ipv6-special-registry>
fn is_public_6(ip: Ipv6Addr) -> bool {
    let s = ip.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_4(Ipv4Addr::new(a, b, c, d))
    };
    match s {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => embedded(high, low),
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_ip(ip: &str, public: bool) {
        assert_eq!(is_public(ip.parse().expect("an address")), public, "{ip}");
    }

    #[test]
    fn only_the_public_web_is_public() {
        for ip in [
            "93.184.216.34",
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "168.63.129.17",
            "2606:2800:220:1::1",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ] {
            check_ip(ip, true);
        }
        for ip in [
            "127.0.0.1",
            "127.8.9.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.100.100.200",
        ] {
            check_ip(ip, false);
        }
        for ip in ["168.63.129.16", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1"] {
            check_ip(ip, false);
        }
        for ip in [
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "64:ff9b::7f00:1",
        ] {
            check_ip(ip, false);
        }
        for ip in ["2002:7f00:1::", "2001::1", "2001:db8::1", "fec0::1", "64:ff9b:1::1"] {
            check_ip(ip, false);
        }
    }

    #[test]
    fn addresses_in_disguise_are_seen() {
        for url in ["http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://[::ffff:7f00:1]/", "http://127.1/"] {
            let url = parse(url).expect("an address");
            assert!(super::check(&url, false).is_err_and(|refusal| refusal.kind == Refused::Private), "{url}");
        }
        assert!(super::check(&parse("http://localhost/").expect("an address"), true).is_err());
        assert!(super::check(&parse("https://example.org/").expect("an address"), true).is_ok());
    }

    #[test]
    fn only_http_without_passwords() {
        for url in [
            "file:///etc/passwd",
            "ftp://example.org/",
            "http://me:secret@example.org/",
            "http://me@example.org/",
            "gopher://x",
            "http://",
            "javascript:1",
        ] {
            assert!(parse(url).is_err_and(|refusal| refusal.kind == Refused::Address), "{url}");
        }
        assert_eq!(parse("https://Example.org/a#part").map(String::from).ok().as_deref(), Some("https://example.org/a"));
    }
}
