/** Embedded DynamoDB (DynamoDB Local). */
@NullMarked
package io.amcinsights.local.dynamodb;

import org.jspecify.annotations.NullMarked;
