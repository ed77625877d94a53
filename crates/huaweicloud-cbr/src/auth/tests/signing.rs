//! A signature beside the request that arrives.

use hmac::{Hmac, KeyInit, Mac};
use reqwest::Body;
use reqwest::header::HeaderValue;
use sha2::{Digest, Sha256};
use wiremock::matchers::any;

use super::*;

const SECRET: &str = "s3cret-key";

/// What a gateway does, in as few words as possible and from nothing but what arrived.
fn signature(request: &wiremock::Request, signed_headers: &str) -> String {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut canonical = format!("{}\n{}/\n", request.method, request.url.path());
    canonical += request.url.query().unwrap_or_default();
    for name in signed_headers.split(';') {
        canonical += &format!("\n{name}:{}", request.headers[name].to_str().unwrap());
    }
    canonical += &format!("\n\n{signed_headers}\n{}", hex(&Sha256::digest(&request.body)));
    let date = request.headers["x-sdk-date"].to_str().unwrap();
    let to_sign = format!("SDK-HMAC-SHA256\n{date}\n{}", hex(&Sha256::digest(canonical)));
    hex(&Hmac::<Sha256>::new_from_slice(SECRET.as_bytes())
        .unwrap()
        .chain_update(to_sign)
        .finalize()
        .into_bytes())
}

#[tokio::test]
async fn what_arrives_is_what_was_signed() {
    let service = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200)).mount(&service).await;
    let http = Client::builder().user_agent("client/1").no_proxy().build().unwrap();
    let key = Credentials::access_key("AK", SECRET).security_token("st").project_id(PROJECT);
    let authenticator = Authenticator::new(key.into(), None, None).unwrap();
    let url = format!("{}/v3/{PROJECT}/vaults?name=a+b%2Bc&status=z&limit=1&status=%E5%AD%98", service.uri());

    let mut request = Request::new(Method::POST, url.parse().unwrap());
    request.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
    *request.body_mut() = Some(Body::from(r#"{"vault":{}}"#));
    let stamp = authenticator.authorize(&http, &mut request).await.unwrap();
    http.execute(request).await.unwrap();

    let sent = &service.received_requests().await.unwrap()[0];
    let signed_headers = "content-type;host;x-project-id;x-sdk-date;x-security-token";
    assert_eq!(
        sent.headers["authorization"].to_str().unwrap(),
        format!(
            "SDK-HMAC-SHA256 Access=AK, SignedHeaders={signed_headers}, Signature={}",
            signature(sent, signed_headers)
        )
    );
    assert_eq!(sent.url.query(), Some("limit=1&name=a%20b%2Bc&status=z&status=%E5%AD%98"));
    assert_eq!(sent.headers["x-project-id"], PROJECT);
    assert_eq!(sent.headers["x-security-token"], "st");
    assert!(!sent.headers.contains_key("x-auth-token"));

    assert!(!authenticator.renew_after(&http, stamp, None).await.unwrap(), "a key is not renewed");
    assert_eq!(authenticator.project_id(&http).await.unwrap().as_deref(), Some(PROJECT));
}
