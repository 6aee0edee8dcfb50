package io.amcinsights.core.workflow;

import org.jspecify.annotations.Nullable;

/**
 * A parameter that a workflow's SQL uses as {@code CUSTOM_PARAMETER('name')}.
 *
 * @param dataType AMC's name of its type, such as {@code STRING}, {@code DATE} or {@code INTEGER}
 * @param defaultValue what it is when an execution says nothing; may be a date macro
 */
public record InputParameter(
    String name, String dataType, @Nullable String defaultValue, @Nullable String description) {}
