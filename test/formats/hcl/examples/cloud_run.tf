resource "google_cloud_run_v2_service" "api" {
  for_each = { for name, service in var.services : name => service if !service.internal }

  name     = each.key
  location = var.region
  ingress  = each.value.public ? "INGRESS_TRAFFIC_ALL" : each.value.balanced ? "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" : "INGRESS_TRAFFIC_INTERNAL_ONLY"

  template {
    service_account = google_service_account.service[each.key].email
    timeout         = "${60 * 5}s"

    scaling {
      min_instance_count = max(each.value.replicas - 1, 0)
      max_instance_count = (each.value.replicas + 1) * 2
    }

    containers {
      image = each.value.image

      dynamic "env" {
        for_each = merge(
          each.value.env,
          {
            PROJECT = var.project
            "LOG_LEVEL" : "info",
            (var.extra.name) = var.extra.value
          },
        )
        content {
          name  = env.key
          value = env.value
        }
      }

      ports { container_port = 8080 }
    }
  }

  lifecycle {
    ignore_changes = [
      client,
      template[0].containers[0].image,
    ]
  }

  depends_on = [google_project_service.run]
}

resource "google_cloud_run_v2_service_iam_member" "public" {
  count = var.public && !var.internal || var.force == true ? 1 : 0

  name     = google_cloud_run_v2_service.api["web"].name
  location = google_cloud_run_v2_service.api["web"].location
  role     = "roles/run.invoker"
  member   = "allUsers"
}
