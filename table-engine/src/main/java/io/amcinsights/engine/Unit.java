package io.amcinsights.engine;

import java.io.Serializable;

/**
 * A piece of a load that can be done in any process. Doing it twice is harmless: what counts is the
 * one answer that the load's own process goes on with.
 *
 * @param <R> what it answers; sent back, so it is serializable too
 */
public interface Unit<R> extends Serializable {

  /** Does it. */
  R run(Site site);
}
