/** Sending doorbells. Start at {@link io.amcinsights.core.queue.Queues}. */
@NullMarked
package io.amcinsights.core.queue;

import org.jspecify.annotations.NullMarked;
