//! `sayso serve`, `sayso desk`: the ledger in a browser.

use std::net::{IpAddr, SocketAddr};
use std::process::ExitCode;

use crate::clock;
use crate::open::Which;

const EXAMPLES: &str = "\
Everything is served by the program itself and nothing is loaded from elsewhere. Only this machine can reach it, unless --addr says otherwise; then a token is
needed, which is part of the address that is printed.

Examples:
  sayso desk                                      serves sayso.db and opens it in the browser
  sayso serve --ledger war.db                     serves it on http://127.0.0.1:7878 until Ctrl-C
  sayso serve --addr 127.0.0.1:0                  on a free port; the address is printed
  sayso serve --addr 0.0.0.0:7878 --host desk.example.org    for others on the network, who need the token
  curl -s http://127.0.0.1:7878/api/v1/series     the same as JSON; /api/v1/openapi.json says what there is";

/// Serves the ledger to a browser, with an HTTP API
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Where to listen; port 0 is any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7878")]
    addr: SocketAddr,
    /// The token that requests must carry; one is made where others can reach the desk and none is given
    #[arg(long, value_name = "WORD", env = "SAYSO_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// Another name under which the desk is asked for
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
    /// Keep no copy of what is added beside the ledger, only the digest of its bytes
    #[arg(long)]
    no_originals: bool,
}

/// Serves until told to stop; with `show`, in a browser.
pub fn run(args: Args, show: bool) -> anyhow::Result<ExitCode> {
    // A wrong $SAYSO_NOW is told now and not with the first judgement.
    clock::now()?;
    let open = !args.addr.ip().is_loopback();
    let token = match args.token.map(|token| token.trim().to_owned()).filter(|token| !token.is_empty()) {
        Some(token) => {
            let plain = token.len() <= 200 && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
            anyhow::ensure!(plain, "a token is made of letters, digits and - . _ ~");
            Some(token)
        }
        None if open => Some(sayso_web::token()?),
        None => None,
    };
    let config = sayso_web::Config {
        ledger: args.which.ledger,
        addr: args.addr,
        token: token.clone(),
        hosts: args.hosts,
        originals: !args.no_originals,
        now: || clock::now().unwrap_or_default(),
    };
    sayso_web::serve(config, |addr| {
        let query = token.map(|token| format!("?token={token}")).unwrap_or_default();
        let address = format!("http://{}/{query}", shown(addr));
        println!("{address}");
        if open {
            eprintln!("sayso: others on the network can reach this desk; who has the address above may read and judge");
        }
        if show && let Err(error) = open::that_detached(&address) {
            eprintln!("sayso: no browser could be opened ({error}); open the address above");
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// An address that a browser can open: "all of them" is this machine too.
fn shown(addr: SocketAddr) -> SocketAddr {
    let ip = match addr.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::from(std::net::Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, addr.port())
}
