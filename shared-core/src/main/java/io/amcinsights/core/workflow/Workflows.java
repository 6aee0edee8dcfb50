package io.amcinsights.core.workflow;

import io.amcinsights.core.record.Records;

/** The workflows of all tenants. */
public interface Workflows extends Records<TenantWorkflow> {}
