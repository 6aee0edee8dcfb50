-- How much of a campaign's purchases came from users who had not bought the brand for a year.
SELECT
  advertiser,
  campaign,
  COUNT(DISTINCT user_id) AS buyers,
  SUM(total_purchases) AS purchases,
  SUM(new_to_brand_total_purchases) AS new_to_brand_purchases,
  ROUND(SUM(total_product_sales), 2) AS sales,
  ROUND(SUM(new_to_brand_total_product_sales), 2) AS new_to_brand_sales,
  ROUND(SUM(new_to_brand_total_purchases) / CAST(SUM(total_purchases) AS DOUBLE), 4) AS new_to_brand_share
FROM amazon_attributed_events_by_conversion_time
WHERE total_purchases > 0
GROUP BY advertiser, campaign
ORDER BY advertiser, campaign
