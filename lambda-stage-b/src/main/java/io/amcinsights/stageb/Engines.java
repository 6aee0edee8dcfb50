package io.amcinsights.stageb;

import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.engine.TableEngine;

/** Opens the table engine, once per process and environment. */
final class Engines {

  private Engines() {}

  static TableEngine open(FunctionContext context) {
    throw new UnsupportedOperationException("No engine yet for " + context.environment().keySet());
  }
}
