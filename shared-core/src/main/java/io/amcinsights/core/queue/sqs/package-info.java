/** Queues in SQS. */
@NullMarked
package io.amcinsights.core.queue.sqs;

import org.jspecify.annotations.NullMarked;
