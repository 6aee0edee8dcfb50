/** What doctor asks an AWS account; starts at {@link io.amcinsights.cli.aws.AwsChecks}. */
@NullMarked
package io.amcinsights.cli.aws;

import org.jspecify.annotations.NullMarked;
