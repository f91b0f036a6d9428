namespace Beckon.Events;

/// <summary>The event catalogue: the names of the published Flow Events, of Jane's traits, of the Add orders call and of Beckon's own feedback.</summary>
public static class EventNames
{
    public const string OrderCreated = "order_created";
    public const string OrderCompleted = "order_completed";
    public const string OrderFulfilled = "order_fulfilled";
    public const string OrderCanceled = "order_canceled";
    public const string OrderRefunded = "order_refunded";
    public const string CheckoutStarted = "checkout_started";
    public const string CartUpdated = "cart_updated";
    public const string CartAbandoned = "cart_abandoned";
    public const string CartConverted = "cart_converted";
    public const string CartStatusUpdated = "cart_status_updated";
    public const string ActiveOnSite = "active_on_site";
    public const string ViewedPage = "viewed_page";
    public const string ViewedProduct = "viewed_product";
    public const string ViewedBrand = "viewed_brand";
    public const string ViewedCategory = "viewed_category";
    public const string AddedToCart = "added_to_cart";
    public const string RemovedFromCart = "removed_from_cart";
    public const string StartedProductReview = "started_product_review";
    public const string CompletedProductReview = "completed_product_review";
    public const string CustomerCreated = "customer_created";
    public const string CustomerUpdated = "customer_updated";
    public const string CustomerOptinStatusChanged = "customer_optin_status_changed";
    public const string BackInStock = "back_in_stock";
    public const string PriceDrop = "price_drop";
    public const string NewProductAdded = "new_product_added";
    public const string LowInventory = "low_inventory";
    public const string CustomerCheckedIn = "customer_checked_in";
    public const string CustomerCheckedOut = "customer_checked_out";
    public const string CustomerAssignedToBudtender = "customer_assigned_to_budtender";
    public const string MessageSent = "message_sent";
    public const string MessageDelivered = "message_delivered";
    public const string MessageOpened = "message_opened";
    public const string MessageClicked = "message_clicked";
    public const string MessageBounced = "message_bounced";
    public const string MessageSkipped = "message_skipped";
    public const string MessageReceived = "message_received";
    public const string ContactUnsubscribed = "contact_unsubscribed";
    public const string ContactsMerged = "contacts_merged";
    public const string ContactsKeptApart = "contacts_kept_apart";
    public const string MergeUndone = "merge_undone";
    public const string AudienceEntered = "audience_entered";
    public const string AudienceExited = "audience_exited";
    public const string RfmSegmentChanged = "rfm_segment_changed";
    public const string FlowCalled = "flow_called";
    public const string DiscountGiven = "discount_given";

    /// <summary>The event of an Add orders call: the word order and its status, such as <c>orderDELIVERED</c>.</summary>
    public static string OfOrder(OrderStatus status) => status switch
    {
        OrderStatus.Initialized => "orderINITIALIZED",
        OrderStatus.InProgress => "orderIN_PROGRESS",
        OrderStatus.Delivered => "orderDELIVERED",
        OrderStatus.Cancelled => "orderCANCELLED",
        OrderStatus.AbandonedShoppingCart => "orderABANDONED_SHOPPING_CART",
    };
}
