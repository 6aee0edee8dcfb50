/** What stage B asks of AWS Glue. */
@NullMarked
package io.amcinsights.stageb.glue;

import org.jspecify.annotations.NullMarked;
