package io.amcinsights.local.lambda;

import java.time.Duration;

/**
 * What was asked of a function since it was deployed.
 *
 * @param time all invocations together, waits for their turn not included
 */
public record FunctionUse(int memoryMb, long invocations, Duration time) {}
