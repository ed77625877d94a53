//! How the service is reached: by which name, through what, and whom the client trusts.

use serde_json::json;

use crate::server::{Server, fine, json};
use crate::{builder, client, get};

#[tokio::test]
async fn the_client_says_what_it_is() {
    let server = Server::always(fine()).await;
    let own = concat!("user-agent: huaweicloud-cbr/", env!("CARGO_PKG_VERSION"), "\r\n");
    get(&client(server.address)).send().await.unwrap();
    let named = builder(server.address).user_agent("nightly/1.2").build().unwrap();
    get(&named).send().await.unwrap();
    let requests = server.requests();
    assert!(requests[0].contains(own), "{}", requests[0]);
    let named = own.replace("user-agent: ", "user-agent: nightly/1.2 ");
    assert!(requests[1].contains(&named), "{}", requests[1]);
}

#[tokio::test]
async fn through_a_proxy() {
    let proxy = Server::always(fine()).await;
    let through = format!("http://user:a-password@{}", proxy.address);
    let client = builder("cbr.example").proxy(through).build().unwrap();
    get(&client).send().await.unwrap();
    let requests = proxy.requests();
    assert!(requests[0].starts_with("GET http://cbr.example/v3/p1/vaults HTTP/1.1\r\n"), "{}", requests[0]);
    assert!(requests[0].contains("proxy-authorization: Basic "), "{}", requests[0]);
}

/// A server that is the end of it all: nothing is asked of another host where the proxy fails.
#[tokio::test]
async fn a_proxy_that_refuses() {
    let proxy = Server::always(json(407, &json!({}))).await;
    let client = builder("cbr.example").proxy(format!("http://{}", proxy.address)).build().unwrap();
    let error = get(&client).send().await.unwrap_err();
    assert_eq!((error.status(), error.is_retryable(), proxy.count()), (Some(407), false, 1));
}

#[cfg(feature = "rustls")]
mod tls {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use huaweicloud_cbr::{Client, ClientBuilder, Error};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::pki_types::pem::PemObject;
    use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

    use crate::server::bytes;
    use crate::{TOKEN, get};

    const AUTHORITY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/authority.pem");

    /// A server whose certificate that authority signed: its address, and how many requests it had.
    async fn server() -> (String, Arc<AtomicUsize>) {
        let certificate = CertificateDer::from_pem_slice(include_bytes!("../data/localhost.pem")).unwrap();
        let key = PrivateKeyDer::from_pem_slice(include_bytes!("../data/localhost.key")).unwrap();
        let config =
            ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate], key).unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let count = Arc::new(AtomicUsize::new(0));
        let requests = count.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let Ok(mut stream) = acceptor.accept(stream).await else { continue };
                let mut buffer = [0; 4096];
                if stream.read(&mut buffer).await.is_ok_and(|read| read > 0) {
                    requests.fetch_add(1, Ordering::Relaxed);
                    let answer = bytes(200, &["content-type: application/json"], r#"{"vaults": []}"#);
                    stream.write_all(&answer).await.unwrap();
                    stream.shutdown().await.unwrap();
                }
            }
        });
        (address, count)
    }

    async fn listed(builder: ClientBuilder) -> Result<(), Error> {
        get(&builder.build()?).send().await.map(drop)
    }

    #[tokio::test]
    async fn an_authority_of_ones_own() {
        let (address, requests) = server().await;
        let builder = || Client::builder().endpoint(&address).token(TOKEN).project_id("p1");
        listed(builder()).await.unwrap_err();
        assert_eq!(requests.load(Ordering::Relaxed), 0, "the token went to a server that nobody vouches for");

        listed(builder().certificate_authority_file(AUTHORITY)).await.unwrap();
        listed(builder().certificate_authority(std::fs::read(AUTHORITY).unwrap())).await.unwrap();
        assert_eq!(requests.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn what_is_no_certificate() {
        let builder = || Client::builder().endpoint("https://cbr.example").token(TOKEN);
        for (builder, place) in [
            (builder().certificate_authority("no PEM"), "the certificate"),
            (builder().certificate_authority_file("no/such/file.pem"), "no/such/file.pem"),
            (
                builder().certificate_authority_file(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")),
                "Cargo.toml",
            ),
        ] {
            let error = builder.build().unwrap_err();
            assert!(matches!(&error, Error::InvalidRequest(what) if what.contains(place)), "{error}");
        }
    }
}
