using Beckon.Contacts;

namespace Beckon.Templates;

/// <summary>What a template is sent over, as a way to reach somebody.</summary>
public static class TemplateChannels
{
    public static Channel Over(this TemplateChannel channel) => channel switch
    {
        TemplateChannel.Email => Channel.Email,
        TemplateChannel.Sms => Channel.Sms,
    };
}
