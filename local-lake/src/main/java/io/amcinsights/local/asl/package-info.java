/** Runs state machines written in JSONata, durably. */
@NullMarked
package io.amcinsights.local.asl;

import org.jspecify.annotations.NullMarked;
