/** Embedded SQS (ElasticMQ), durable. */
@NullMarked
package io.amcinsights.local.sqs;

import org.jspecify.annotations.NullMarked;
