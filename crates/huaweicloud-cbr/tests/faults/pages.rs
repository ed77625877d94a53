//! Lists, page by page, of services that count badly or break off.

use std::time::Duration;

use huaweicloud_cbr::Error;
use huaweicloud_cbr::paging::{Items, Position};
use huaweicloud_cbr::types::Vault;
use serde_json::{Value, json};

use crate::server::{Server, Step, json};
use crate::{builder, client, get};

/// The value of a parameter in a request's query.
fn query<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let target = request.split(' ').nth(1)?;
    let parameters = target.split_once('?')?.1.split('&');
    parameters
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(other, _)| *other == name)
        .map(|(_, value)| value)
}

fn number(request: &str, name: &str) -> Option<usize> {
    query(request, name)?.parse().ok()
}

/// A page of vaults, where the service has that many and pages of two.
fn page(request: &str, total: usize, count: Option<usize>) -> Value {
    let offset = number(request, "offset").unwrap_or(0);
    let limit = number(request, "limit").unwrap_or(2);
    let vaults: Vec<_> =
        (offset..total.min(offset + limit)).map(|n| json!({"id": format!("v{n}")})).collect();
    json!({"vaults": vaults, "count": count})
}

/// A service with vaults, which says that there are `count`.
async fn vaults(total: usize, count: Option<usize>) -> Server {
    Server::start(move |_, request| json(200, &page(request, total, count))).await
}

async fn ids(items: &mut Items<'_, Vault>) -> Result<Vec<String>, Error> {
    let mut ids = Vec::new();
    while let Some(vault) = items.try_next().await? {
        ids.push(vault.id.unwrap());
    }
    Ok(ids)
}

fn expected(ids: std::ops::Range<usize>) -> Vec<String> {
    ids.map(|n| format!("v{n}")).collect()
}

/// The offsets that were asked for.
fn offsets(server: &Server) -> Vec<usize> {
    server.requests().iter().map(|request| number(request, "offset").unwrap_or(0)).collect()
}

#[tokio::test]
async fn by_offset() {
    let server = vaults(5, Some(5)).await;
    let client = client(server.address);
    assert_eq!(ids(&mut get(&client).limit(2).stream()).await.unwrap(), expected(0..5));
    assert_eq!(offsets(&server), [0, 2, 4], "the last page is not full, and the count says the same");
    assert_eq!(ids(&mut get(&client).limit(2).offset(3).stream()).await.unwrap(), expected(3..5));
}

#[tokio::test]
async fn a_count_that_is_too_high() {
    let server = vaults(3, Some(100)).await;
    assert_eq!(ids(&mut get(&client(server.address)).limit(2).stream()).await.unwrap(), expected(0..3));
    assert_eq!(offsets(&server), [0, 2, 3], "an empty page is the end");
}

#[tokio::test]
async fn a_count_that_is_too_low() {
    for count in [Some(1), Some(0)] {
        let server = vaults(5, count).await;
        assert_eq!(ids(&mut get(&client(server.address)).limit(2).stream()).await.unwrap(), expected(0..5));
    }
}

#[tokio::test]
async fn no_count_and_no_limit() {
    let server = vaults(3, None).await;
    assert_eq!(ids(&mut get(&client(server.address)).stream()).await.unwrap(), expected(0..3));
    let server = vaults(0, None).await;
    assert_eq!(ids(&mut get(&client(server.address)).stream()).await.unwrap(), expected(0..0));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn pages_that_are_smaller_than_asked_for() {
    // The service gives two at a time, whatever it is asked for.
    let small = |request: &str| {
        let offset = number(request, "offset").unwrap_or(0);
        page(&format!("GET /?offset={offset}&limit=2 "), 5, Some(5))
    };
    let server = Server::start(move |_, request| json(200, &small(request))).await;
    assert_eq!(ids(&mut get(&client(server.address)).limit(100).stream()).await.unwrap(), expected(0..5));
}

#[tokio::test]
async fn one_page_ahead() {
    let server = vaults(40, Some(40)).await;
    let client = client(server.address);
    let mut items = get(&client).limit(10).stream();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(server.count(), 0, "a stream does nothing until it is polled");
    for _ in 0..9 {
        items.try_next().await.unwrap().unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(offsets(&server), [0, 10], "one page ahead, and not two");
    drop(items);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(server.count(), 2, "a stream that is dropped sends nothing more");
}

/// Backups as the service has them: after the one that the marker names.
fn backups(request: &str) -> Value {
    let all = ["b3", "b1", "b2"];
    let after =
        query(request, "marker").map_or(0, |marker| all.iter().position(|id| *id == marker).unwrap() + 1);
    let limit = number(request, "limit").unwrap_or(2);
    let backups: Vec<_> = all[after..].iter().take(limit).map(|id| json!({"id": id})).collect();
    json!({"backups": backups, "count": all.len()})
}

#[tokio::test]
async fn by_marker() {
    let server = Server::start(|_, request| json(200, &backups(request))).await;
    let client = client(server.address);
    let found = client.backups().list().limit(2).stream().try_collect().await.unwrap();
    assert_eq!(
        found.iter().filter_map(|backup| backup.id.as_deref()).collect::<Vec<_>>(),
        ["b3", "b1", "b2"]
    );
    let requests = server.requests();
    assert_eq!(
        requests.iter().map(|request| query(request, "marker")).collect::<Vec<_>>(),
        [None, Some("b1")]
    );
    assert!(requests.iter().all(|request| query(request, "offset").is_none()));
}

#[tokio::test]
async fn markers_that_are_missing_or_do_nothing() {
    for (items, said) in [
        (json!([{"id": "b1"}, {"name": "no ID"}]), "has no ID"),
        (json!([{"id": "b1"}, {"id": "b2"}]), "once more"),
    ] {
        let server = Server::always(json(200, &json!({"backups": items, "count": 9}))).await;
        let client = client(server.address);
        let error = client.backups().list().limit(2).stream().try_collect().await.unwrap_err();
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(cause.contains(said), "{cause}");
        assert!(server.count() <= 2);
    }
}

#[tokio::test]
async fn one_page_only() {
    let server =
        Server::always(json(200, &json!({"policies": [{"id": "p1"}, {"id": "p2"}], "count": 90}))).await;
    let client = client(server.address);
    assert_eq!(client.policies().list().stream().try_collect().await.unwrap().len(), 2);
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_service_that_does_not_go_on() {
    let stuck = |count: Value| json(200, &json!({"vaults": [{"id": "v0"}, {"id": "v1"}], "count": count}));
    for count in [json!(100), Value::Null] {
        let server = Server::always(stuck(count)).await;
        let client = client(server.address);
        let mut items = get(&client).stream();
        items.try_next().await.unwrap().unwrap();
        items.try_next().await.unwrap().unwrap();
        let error = items.try_next().await.unwrap_err();
        assert_eq!((error.operation(), error.request_id()), (Some("ListVaults"), Some("r1")));
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert!(items.try_next().await.unwrap().is_none(), "an error ends the stream");
        assert_eq!(server.count(), 2);
    }
    // It knows no offsets, but the first page was all there is.
    let server = Server::always(stuck(json!(2))).await;
    assert_eq!(ids(&mut get(&client(server.address)).stream()).await.unwrap(), expected(0..2));
}

#[tokio::test]
async fn on_from_where_an_error_was() {
    // The third request fails.
    let fails = |at: usize, request: &str| match at {
        2 => json(400, &json!({"error_code": "a.1", "error_msg": "no"})),
        _ => json(200, &page(request, 7, Some(7))),
    };
    let server = Server::start(fails).await;
    let client = client(server.address);
    let mut items = get(&client).limit(2).stream();
    let mut found = Vec::new();
    let error = loop {
        match items.try_next().await {
            Ok(vault) => found.push(vault.unwrap().id.unwrap()),
            Err(error) => break error,
        }
    };
    assert_eq!((error.status(), &found), (Some(400), &expected(0..4)));
    let saved = serde_json::to_string(&items.position()).unwrap();
    let position: Position = serde_json::from_str(&saved).unwrap();
    assert_eq!(position, items.position());
    assert_eq!(ids(&mut get(&client).limit(2).stream_from(position)).await.unwrap(), expected(4..7));
    assert_eq!(offsets(&server), [0, 2, 4, 4, 6]);
}

#[tokio::test]
async fn on_from_the_middle_of_a_page() {
    let server = vaults(7, Some(7)).await;
    let client = client(server.address);
    for taken in 0..8 {
        for limit in [1, 3, 100] {
            let mut items = get(&client).limit(3).stream();
            for _ in 0..taken {
                items.try_next().await.unwrap();
            }
            let position = items.position();
            let rest = ids(&mut get(&client).limit(limit).stream_from(position)).await.unwrap();
            assert_eq!(rest, expected(taken.min(7)..7), "after {taken}, {limit} at a time");
        }
    }
}

#[tokio::test]
async fn markers_go_on_from_the_middle_too() {
    let server = Server::start(|_, request| json(200, &backups(request))).await;
    let client = client(server.address);
    let mut items = client.backups().list().limit(2).stream();
    items.try_next().await.unwrap();
    items.try_next().await.unwrap();
    let position = items.position();
    items.try_next().await.unwrap();
    for (position, left) in [(position, vec!["b2"]), (items.position(), vec![])] {
        let rest = client.backups().list().limit(2).stream_from(position).try_collect().await.unwrap();
        assert_eq!(rest.iter().filter_map(|backup| backup.id.as_deref()).collect::<Vec<_>>(), left);
    }
}

/// The page ahead comes in two parts; its time runs out while the caller is busy with the page before.
#[tokio::test]
async fn a_caller_who_takes_time_loses_nothing() {
    let parts = |request: &str| {
        let Some(Step::Send(mut whole)) = json(200, &page(request, 4, Some(4))).pop() else { panic!() };
        let end = whole.split_off(whole.len() - 5);
        vec![Step::Send(whole), Step::Wait(Duration::from_millis(200)), Step::Send(end)]
    };
    let server = Server::start(move |_, request| parts(request)).await;
    let client = builder(server.address).timeout(Duration::from_secs(2)).build().unwrap();
    let mut items = get(&client).limit(2).stream();
    items.try_next().await.unwrap();
    tokio::time::sleep(Duration::from_millis(2500)).await;
    assert_eq!(ids(&mut items).await.unwrap(), expected(1..4));
}

#[tokio::test]
async fn a_page_that_fails_for_a_moment() {
    let server = Server::start(|at, request| match at {
        1 => vec![Step::Reset],
        _ => json(200, &page(request, 3, Some(3))),
    })
    .await;
    assert_eq!(ids(&mut get(&client(server.address)).limit(2).stream()).await.unwrap(), expected(0..3));
    assert_eq!(server.count(), 3);
}
