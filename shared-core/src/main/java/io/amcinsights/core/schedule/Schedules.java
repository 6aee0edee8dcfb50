package io.amcinsights.core.schedule;

import io.amcinsights.core.record.Records;

/** The schedules of all tenants. */
public interface Schedules extends Records<Schedule> {}
