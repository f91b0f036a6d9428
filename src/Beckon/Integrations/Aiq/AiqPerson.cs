using Beckon.Accounts;
using Beckon.Events;
using Beckon.Integrations.Reading;

namespace Beckon.Integrations.Aiq;

/// <summary>Who a call is about: AIQ knows people by e-mail address and phone number.</summary>
public static class AiqPerson
{
    public static Identifiers Who(Loose person, Workspace workspace) => new()
    {
        Email = person.Email("email"),
        Phone = person.Phone("mobilePhone", workspace) ?? person.Phone("phone", workspace) ?? person.Phone("homePhone", workspace),
    };

    public static Profile? Name(Loose person)
    {
        var (first, last) = (person.Text("firstName", Fields.LongestId), person.Text("lastName", Fields.LongestId));
        return first is null && last is null ? null : new Profile(first, last);
    }
}
