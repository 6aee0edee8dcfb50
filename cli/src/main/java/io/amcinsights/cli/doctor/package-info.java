/** What has to be in place before deploying; {@link io.amcinsights.cli.doctor.Doctor} asks. */
@NullMarked
package io.amcinsights.cli.doctor;

import org.jspecify.annotations.NullMarked;
