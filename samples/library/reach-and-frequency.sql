-- How many users saw a DSP campaign how often, and what these impressions cost.
WITH seen AS (
  SELECT user_id, campaign, SUM(impressions) AS frequency, SUM(total_cost) AS cost
  FROM dsp_impressions
  GROUP BY user_id, campaign
)
SELECT
  campaign,
  CASE WHEN frequency >= 10 THEN '10+' ELSE CAST(frequency AS VARCHAR) END AS frequency,
  COUNT(DISTINCT user_id) AS users,
  SUM(frequency) AS impressions,
  ROUND(SUM(cost) / 100000.0, 2) AS cost
FROM seen
WHERE frequency >= CUSTOM_PARAMETER('min_frequency')
GROUP BY campaign, CASE WHEN frequency >= 10 THEN '10+' ELSE CAST(frequency AS VARCHAR) END
ORDER BY campaign, users DESC
