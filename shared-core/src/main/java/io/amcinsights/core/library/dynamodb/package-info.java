/** The library in DynamoDB. */
@NullMarked
package io.amcinsights.core.library.dynamodb;

import org.jspecify.annotations.NullMarked;
