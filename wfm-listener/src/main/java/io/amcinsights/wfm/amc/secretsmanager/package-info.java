/** Credentials in AWS Secrets Manager. */
@NullMarked
package io.amcinsights.wfm.amc.secretsmanager;

import org.jspecify.annotations.NullMarked;
