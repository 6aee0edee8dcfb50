// Glue starts Scala, not Java: this hands over. Compiled by Glue when the job starts.
import io.amcinsights.glue.LoadJob

object GlueApp {
  def main(arguments: Array[String]): Unit = LoadJob.main(arguments)
}
