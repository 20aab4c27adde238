#!/usr/bin/env python3
"""Writes the two dashboards beside it. A panel is one line: title, unit, width, expressions with their legends.

`python3 dashboards.py` writes; `--check` compares with what is committed.
"""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
TRAFFIC = 'job=~"$job",route!~"/health.*|/metrics"'
REQUESTS = f"ocrf_http_server_requests_total{{{TRAFFIC}}}"
FAILURES = f'ocrf_http_server_requests_total{{{TRAFFIC},status=~"5.."}}'
BUCKETS = "ocrf_http_server_request_duration_seconds_bucket"
JOB = 'job=~"$job"'
EVERY = "$__rate_interval"


def rate(metric, by, labels=JOB):
    return f"sum by ({by}) (rate({metric}{{{labels}}}[{EVERY}]))"


def quantile(q, metric, by="", labels=JOB):
    return f"histogram_quantile({q}, sum by (le{', ' + by if by else ''}) (rate({metric}{{{labels}}}[{EVERY}])))"


SERVICE = [
    ("row", "Objectifs · Objectives"),
    ("stat", "Disponibilité, 1 h · Availability, 1 h", "percentunit", 6,
     [(f"1 - sum(rate({FAILURES}[1h])) / sum(rate({REQUESTS}[1h]))", "")]),
    ("stat", "Échecs, 5 min · Failures, 5 min", "percentunit", 6,
     [(f"sum(rate({FAILURES}[5m])) / sum(rate({REQUESTS}[5m]))", "")]),
    ("stat", "P95, 10 min", "s", 6,
     [(f'histogram_quantile(0.95, sum by (le) (rate({BUCKETS}{{{TRAFFIC},class!="4xx"}}[10m])))', "")]),
    ("stat", "Serveurs prêts · Servers ready", "short", 6, [(f"sum(ocrf_ready{{{JOB}}})", "")]),
    ("row", "Trafic · Traffic"),
    ("timeseries", "Demandes par route · Requests by route", "reqps", 12,
     [(rate("ocrf_http_server_requests_total", "route", TRAFFIC), "{{route}}")]),
    ("timeseries", "Réponses par statut · Answers by status", "reqps", 12,
     [(rate("ocrf_http_server_requests_total", "status", TRAFFIC), "{{status}}")]),
    ("timeseries", "Durée · Duration", "s", 12,
     [(quantile(q, BUCKETS, labels=f'{TRAFFIC},class!="4xx"'), f"P{round(q * 100)}") for q in (0.5, 0.95, 0.99)]),
    ("timeseries", "P95 par route · P95 by route", "s", 12,
     [(quantile(0.95, BUCKETS, "route", f'{TRAFFIC},class!="4xx"'), "{{route}}")]),
    ("timeseries", "Erreurs par code · Errors by code", "reqps", 12, [(rate("ocrf_errors_total", "code"), "{{code}}")]),
    ("timeseries", "Demandes sans réponse encore · Requests in flight", "short", 12,
     [(f"sum by (instance) (ocrf_http_server_active_requests{{{JOB}}})", "{{instance}}")]),
    ("row", "Limites · Limits"),
    ("timeseries", "Refus par limite · Refusals by limit", "reqps", 12,
     [(rate("ocrf_ratelimit_rejections_total", "policy"), "{{policy}}")]),
    ("timeseries", "Clés d'idempotence · Idempotency keys", "reqps", 12,
     [(rate("ocrf_idempotency_requests_total", "outcome"), "{{outcome}}")]),
]

ENGINE = [
    ("row", "Lecture · Reading"),
    ("timeseries", "Attente et travail, P95 · Waiting and work, P95", "s", 12,
     [(quantile(0.95, "ocrf_work_duration_seconds_bucket", "stage"), "{{stage}}")]),
    ("timeseries", "Processus de lecture · Workers", "short", 12,
     [(f"sum by (state) (ocrf_workers{{{JOB}}})", "{{state}}"),
      (f"sum(ocrf_work_waiting{{{JOB}}})", "en attente · waiting")]),
    ("timeseries", "Pages reconnues · Pages recognised", "short", 12,
     [(rate("ocrf_ocr_page_duration_seconds_count", "outcome"), "{{outcome}}")]),
    ("timeseries", "Durée d'une page, P95 · Time of a page, P95", "s", 12,
     [(quantile(0.95, "ocrf_ocr_page_duration_seconds_bucket", "outcome"), "{{outcome}}")]),
    ("timeseries", "Processus tués, 15 min · Workers killed, 15 min", "short", 24,
     [(f"sum by (reason) (increase(ocrf_worker_kills_total{{{JOB}}}[15m]))", "{{reason}}")]),
    ("row", "Cache"),
    ("stat", "Trouvées, 1 h · Hits, 1 h", "percentunit", 6,
     [(f'sum(rate(ocrf_cache_requests_total{{{JOB},result="hit"}}[1h])) '
       f"/ sum(rate(ocrf_cache_requests_total{{{JOB}}}[1h]))", "")]),
    ("timeseries", "Cherchées · Looked for", "reqps", 9, [(rate("ocrf_cache_requests_total", "result"), "{{result}}")]),
    ("timeseries", "En mémoire · In memory", "bytes", 9,
     [(f"sum by (instance) (ocrf_cache_memory_bytes{{{JOB}}})", "{{instance}}")]),
    ("row", "Serveurs · Servers"),
    ("timeseries", "Mémoire · Memory", "bytes", 8, [(f"process_resident_memory_bytes{{{JOB}}}", "{{instance}}")]),
    ("timeseries", "Processeur · Processor", "short", 8, [(rate("process_cpu_seconds_total", "instance"), "{{instance}}")]),
    ("timeseries", "Fichiers ouverts · Open files", "percentunit", 8,
     [(f"process_open_fds{{{JOB}}} / process_max_fds{{{JOB}}}", "{{instance}}")]),
    ("timeseries", "Dépendances · Dependencies", "short", 12,
     [(f"min by (dependency) (ocrf_dependency_up{{{JOB}}})", "{{dependency}}")]),
    ("timeseries", "Télémétrie perdue · Telemetry lost", "short", 12,
     [(f"sum by (sink) (increase(ocrf_telemetry_dropped_total{{{JOB}}}[15m]))", "{{sink}}")]),
    ("table", "Versions", "short", 24, [(f"count by (version) (ocrf_build_info{{{JOB}}})", "{{version}}")]),
]

SOURCE = {"type": "prometheus", "uid": "${datasource}"}


def panels(lines):
    """Panels laid in rows of 24 columns, from left to right."""
    made, x, y = [], 0, 0
    for number, (kind, title, *rest) in enumerate(lines, 1):
        if kind == "row":
            y, x = y + (8 if x else 0), 0
            made.append({"id": number, "type": "row", "title": title, "collapsed": False, "panels": [],
                         "gridPos": {"x": 0, "y": y, "w": 24, "h": 1}})
            y += 1
            continue
        unit, width, expressions = rest
        if x + width > 24:
            x, y = 0, y + 8
        targets = [{"refId": chr(65 + i), "datasource": SOURCE, "expr": expr, "legendFormat": legend,
                    "instant": kind != "timeseries", "range": kind == "timeseries"}
                   for i, (expr, legend) in enumerate(expressions)]
        made.append({"id": number, "type": kind, "title": title, "datasource": SOURCE, "targets": targets,
                     "gridPos": {"x": x, "y": y, "w": width, "h": 8},
                     "fieldConfig": {"defaults": {"unit": unit, "min": 0}, "overrides": []}, "options": {}})
        x += width
    return made


def dashboard(uid, title, lines):
    job = {"name": "job", "label": "Job", "type": "query", "datasource": SOURCE, "includeAll": True, "multi": True,
           "query": {"query": "label_values(ocrf_build_info, job)", "refId": "job"}, "refresh": 2,
           "definition": "label_values(ocrf_build_info, job)", "current": {"text": ["All"], "value": ["$__all"]}}
    source = {"name": "datasource", "label": "Prometheus", "type": "datasource", "query": "prometheus", "current": {}}
    return {"uid": uid, "title": title, "tags": ["ocr-facture"], "schemaVersion": 39, "version": 1, "editable": True,
            "timezone": "browser", "refresh": "30s", "time": {"from": "now-6h", "to": "now"},
            "templating": {"list": [source, job]}, "annotations": {"list": []}, "panels": panels(lines)}


def main():
    stale = []
    for name, title, lines in [("service", "ocr-facture · service", SERVICE), ("engine", "ocr-facture · moteur", ENGINE)]:
        path = HERE / f"ocr-facture-{name}.json"
        text = json.dumps(dashboard(f"ocr-facture-{name}", title, lines), ensure_ascii=False, indent=1) + "\n"
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
    if stale:
        sys.exit(f"not as dashboards.py writes them: {', '.join(stale)}")


if __name__ == "__main__":
    main()
