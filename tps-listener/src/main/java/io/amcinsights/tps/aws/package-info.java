/** CloudFormation and S3 as provisioning uses them. */
@NullMarked
package io.amcinsights.tps.aws;

import org.jspecify.annotations.NullMarked;
