/**
 * Runs state machines written in JSONata, durably. Start at {@link
 * io.amcinsights.local.asl.StateMachineEngine}; {@code FlowRun} walks from state to state.
 */
@NullMarked
package io.amcinsights.local.asl;

import org.jspecify.annotations.NullMarked;
