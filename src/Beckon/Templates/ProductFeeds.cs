namespace Beckon.Templates;

/// <summary>The lists of products that a message can show.</summary>
public static class ProductFeeds
{
    /// <summary>What the contact left in the cart the message is about; marketers see it as "User abandoned items".</summary>
    public const string UserAbandonedItems = "user_abandoned_items";
}
