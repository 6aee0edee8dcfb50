package io.amcinsights.glue;

import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.hadoop.HadoopFileIO;

/** Files of this machine for the engine, which opens its catalog without Hadoop's settings. */
public final class LocalFileIO extends HadoopFileIO {

  public LocalFileIO() {
    super(new Configuration());
  }
}
