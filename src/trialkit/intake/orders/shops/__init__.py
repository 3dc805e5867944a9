"""The exports of Shopify and WooCommerce."""
