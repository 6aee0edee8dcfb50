package io.amcinsights.cli.destroy;

/** Who hears how far an uninstall is. */
public interface Telling {

  /** Something is done. */
  void done(String what);

  /** Something takes its time. */
  void progress(String what);
}
