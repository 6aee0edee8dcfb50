/** The operator's queues on Amazon SQS. */
@NullMarked
package io.amcinsights.core.operator.sqs;

import org.jspecify.annotations.NullMarked;
