{{- define "fusion.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "fusion.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}{{ .repository }}@{{ .digest }}{{- else -}}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{- end -}}
{{- end -}}
{{- end -}}

{{/* Labels of everything; of one process, with its name: (list . "gateway"). */}}
{{- define "fusion.labels" -}}
app.kubernetes.io/part-of: fusion
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "fusion.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "fusion.account" -}}
{{ include "fusion.name" (index . 0) }}-{{ index . 1 }}
{{- end -}}

{{- define "fusion.secret" -}}
{{- .Values.secrets.existing | default (include "fusion.name" .) -}}
{{- end -}}

{{/* What every process is told: settings, secrets, where everything is. */}}
{{- define "fusion.environment" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $values := $root.Values -}}
- {name: FUSION_SECRET, valueFrom: {secretKeyRef: {name: {{ include "fusion.secret" $root }}, key: secret}}}
{{- if eq $component "deploy" }}
- name: FUSION_DATABASE_URL
  valueFrom: {secretKeyRef: {name: {{ $values.applications.existingSecret | default (printf "%s-applications" (include "fusion.name" $root)) }}, key: url}}
{{- else if eq $component "image" }}
- name: FUSION_DATABASE_URL
  valueFrom: {secretKeyRef: {name: {{ $values.applications.trialSecret | default $values.applications.existingSecret | default (printf "%s-applications" (include "fusion.name" $root)) }}, key: url}}
{{- else if or (eq $component "gateway") (eq $component "migrate") }}
- {name: FUSION_TOKEN, valueFrom: {secretKeyRef: {name: {{ include "fusion.secret" $root }}, key: token}}}
- name: FUSION_DATABASE_URL
  valueFrom: {secretKeyRef: {name: {{ $values.database.existingSecret | default (printf "%s-database" (include "fusion.name" $root)) }}, key: url}}
{{- else }}
- {name: FUSION_DATABASE_URL, value: "postgresql://unused@nowhere.invalid/none"}
{{- end }}
{{- with $values.artifacts.existingSecret }}
- {name: AWS_ACCESS_KEY_ID, valueFrom: {secretKeyRef: {name: {{ . }}, key: AWS_ACCESS_KEY_ID}}}
- {name: AWS_SECRET_ACCESS_KEY, valueFrom: {secretKeyRef: {name: {{ . }}, key: AWS_SECRET_ACCESS_KEY}}}
{{- end }}
{{- end -}}

{{/* The part of a pod that is the same for every process: (dict "root" . "component" "backend" "resources" … "args" …). */}}
{{- define "fusion.pod" -}}
{{- $root := .root -}}
{{- $values := $root.Values -}}
metadata:
  labels:
    {{- include "fusion.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
  annotations:
    checksum/settings: {{ include (print $root.Template.BasePath "/settings.yaml") $root | sha256sum }}
    checksum/secrets: {{ include (print $root.Template.BasePath "/secrets.yaml") $root | sha256sum }}
spec:
  serviceAccountName: {{ include "fusion.account" (list $root .component) }}
  automountServiceAccountToken: {{ eq .component "deploy" }}
  {{- with $values.image.pullSecrets }}
  imagePullSecrets: {{ toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  securityContext: {runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001, seccompProfile: {type: RuntimeDefault}}
  terminationGracePeriodSeconds: {{ .grace | default 45 }}
  {{- with .restartPolicy }}
  restartPolicy: {{ . }}
  {{- end }}
  containers:
    - name: {{ .component }}
      image: {{ include "fusion.image" $root }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      args: {{ toJson .args }}
      securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
      envFrom: [{configMapRef: {name: {{ include "fusion.name" $root }}}}]
      env:
        {{- include "fusion.environment" (list $root .component) | nindent 8 }}
      {{- with .ports }}
      ports: {{ toYaml . | nindent 8 }}
      {{- end }}
      {{- with .probes }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
      resources: {{ toYaml .resources | nindent 8 }}
      volumeMounts:
        - {name: home, mountPath: /var/lib/fusion}
        - {name: tmp, mountPath: /tmp}
    {{- with .sidecars }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  volumes:
    - {name: home, emptyDir: {}}
    - {name: tmp, emptyDir: {}}
  {{- with $values.nodeSelector }}
  nodeSelector: {{ toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.tolerations }}
  tolerations: {{ toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.affinity }}
  affinity: {{ toYaml . | nindent 4 }}
  {{- end }}
  {{- if not .restartPolicy }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector: {matchLabels: {app.kubernetes.io/instance: {{ $root.Release.Name }}, app.kubernetes.io/component: {{ .component }}}}
  {{- end }}
{{- end -}}

{{/* A stage's values over the defaults, as YAML: (list . "backend"). */}}
{{- define "fusion.worker" -}}
{{- $root := index . 0 -}}
{{- mustMergeOverwrite (deepCopy $root.Values.workerDefaults) (deepCopy (index $root.Values.workers (index . 1) | default dict)) | toYaml -}}
{{- end -}}
