//! Tasks.

use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::codes;
use crate::error::Error;
use crate::model::error::ErrorResponse;
use crate::model::operation_log::{ListOperationLogsResponse, ShowOperationLogResponse};
use crate::model::values::{OperationStatus, OperationType};
use crate::state::task::Task;
use crate::time::Time;
use crate::web::call::Call;
use crate::web::list::{self, Page};
use crate::web::query::Query;
use crate::web::{Answer, ok};

/// The operations on tasks.
pub(super) fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(list_operation_logs)).routes(routes!(show_operation_log))
}

/// What `ListOperationLogs` can be asked for.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListOperationLogsQuery {
    #[param(value_type = Option<String>, nullable = false)]
    end_time: Option<Time>,
    #[param(minimum = 1, nullable = false)]
    limit: Option<i64>,
    #[param(minimum = 0, nullable = false)]
    offset: Option<i64>,
    #[param(inline, nullable = false)]
    operation_type: Option<OperationType>,
    #[param(nullable = false)]
    provider_id: Option<String>,
    #[param(nullable = false)]
    resource_id: Option<String>,
    #[param(nullable = false)]
    resource_name: Option<String>,
    #[param(value_type = Option<String>, nullable = false)]
    start_time: Option<Time>,
    #[param(inline, nullable = false)]
    status: Option<OperationStatus>,
    #[param(nullable = false)]
    vault_id: Option<String>,
    #[param(nullable = false)]
    vault_name: Option<String>,
}

impl ListOperationLogsQuery {
    fn of(query: &Query) -> Result<Self, Error> {
        Ok(Self {
            end_time: query.time("end_time")?,
            limit: query.integer("limit", 1)?,
            offset: query.integer("offset", 0)?,
            operation_type: query.one_of("operation_type", OperationType::ALL)?,
            provider_id: query.text("provider_id"),
            resource_id: query.text("resource_id"),
            resource_name: query.text("resource_name"),
            start_time: query.time("start_time")?,
            status: query.one_of("status", OperationStatus::ALL)?,
            vault_id: query.text("vault_id"),
            vault_name: query.text("vault_name"),
        })
    }

    /// Whether all tasks are asked for.
    fn is_open(&self) -> bool {
        let Self { provider_id, resource_id, resource_name, vault_id, vault_name, .. } = self;
        let texts = [provider_id, resource_id, resource_name, vault_id, vault_name];
        texts.iter().all(|text| text.is_none())
            && self.end_time.or(self.start_time).is_none()
            && self.operation_type.is_none()
            && self.status.is_none()
    }

    fn finds(&self, task: &Task) -> bool {
        let is = |wanted: &Option<String>, its: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| its == Some(wanted))
        };
        let resource = task.resource.as_ref();
        is(&self.provider_id, Some(&task.provider_id))
            && is(&self.resource_id, resource.map(|resource| resource.id.as_str()))
            && is(&self.resource_name, resource.and_then(|resource| resource.name.as_deref()))
            && is(&self.vault_id, task.vault_id.as_deref())
            && is(&self.vault_name, task.vault_name.as_deref())
            && self.operation_type.is_none_or(|wanted| task.work.kind() == wanted)
            && self.status.is_none_or(|wanted| task.status == wanted)
            && self.start_time.is_none_or(|wanted| task.created >= wanted)
            // A task that runs has not ended before any time.
            && self.end_time.is_none_or(|wanted| !task.running() && task.ends <= wanted)
    }
}

/// Lists tasks.
#[utoipa::path(
    get,
    path = "/v3/{project_id}/operation-logs",
    operation_id = "ListOperationLogs",
    tag = "任务",
    params(("project_id" = String, Path), ListOperationLogsQuery),
    responses(
        (status = 200, description = "OK", body = ListOperationLogsResponse),
        (status = 404, description = "Not Found", body = ErrorResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn list_operation_logs(call: Call) -> Answer {
    let wanted = ListOperationLogsQuery::of(&call.query()?)?;
    let page = Page::new(wanted.limit, wanted.offset, None);
    let (items, count) = call.read(|world, _| {
        let all = world.tasks.newest(call.project());
        if wanted.is_open() {
            return Ok((page.cut_all(all), world.tasks.count(call.project())));
        }
        page.cut(all.filter(|task| wanted.finds(&task.value)).cloned().collect(), |task| &task.value.id)
    })?;
    Ok(list::records("operation_logs", &items, count, Some(&page)))
}

/// Shows a task.
#[utoipa::path(
    get,
    path = "/v3/{project_id}/operation-logs/{operation_log_id}",
    operation_id = "ShowOperationLog",
    tag = "任务",
    params(("project_id" = String, Path), ("operation_log_id" = String, Path)),
    responses(
        (status = 200, description = "OK", body = ShowOperationLogResponse),
        (status = 404, description = "Not Found", body = ErrorResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn show_operation_log(call: Call) -> Answer {
    let id = call.path("operation_log_id");
    let task = call.read(|world, _| world.tasks.get(call.project(), id).cloned());
    let task = task.ok_or(codes::NO_TASK)?;
    ok(&ShowOperationLogResponse { operation_log: Some(task.value.view()) })
}
