namespace Beckon.Delivery;

/// <summary>The exit rule "bought", asked of what is stored: one condition for a run that goes on and for a message that is about to be sent.</summary>
public static class Bought
{
    /// <summary>
    /// SQL that is true when the cart was converted, or the contact placed an order since the trigger. <paramref name="row"/> has
    /// <c>contact_id</c> and <c>triggered_at</c>; <c>$1</c> is the workspace.
    /// </summary>
    public static string Since(string row, string cart) =>
        $"""
        (coalesce({cart}.status = 'converted', false) or exists (
            select 1 from shop_order o
            where o.workspace_id = $1 and o.contact_id = {row}.contact_id and o.status in ('INITIALIZED', 'IN_PROGRESS', 'DELIVERED')
              and o.placed_at >= {row}.triggered_at - interval '1 minute'))
        """;
}
