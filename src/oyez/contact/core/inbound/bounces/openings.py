"""How servers begin to say that a mail did not arrive, and where what they return begins."""

import re

SENDERS = re.compile(
    r"mailer-?_?daemon|post[-_]?master|mail[-_. ]?deliver|mail[-_]?system|mdaemon|bounce|^no-?reply@|^<>$|-admin@"
    r"|sysadmin@|interscan|mail.?administrator",
    re.IGNORECASE,
)

SUBJECTS = re.compile(
    r"undeliver|non[- ]?deliver|delivery (has )?(failed|failure|error|report|problem|status|notification)"
    r"|deliver(ed|y)?\b.{0,20}\b(fail|not|unable)|failure (notice|notification)|failed (delivery|mail)|returned (mail|to sender)"
    r"|mail (delivery|system) (failed|failure|error|status)|could not be (delivered|sent)|bounce notification"
    r"|rejected by|blocked by|error sending your mail|loop alert|not (a )?member|message status|notice: mail"
    r"|unzustellbar|nicht zugestellt|zustellung|non remis|non distribu|échec de (la )?(remise|distribution)"
    r"|no se (puede|pudo) entregar|no entregado|devuelto|mancata consegna|non recapitabile|não (foi )?entregue"
    r"|onbestelbaar|niet bezorgd|oleverer|olevererbar|kunne ikke leveres|kan inte levereras|toimitus epäonnistui"
    r"|niedostarcz|nedoručiteln|недоставлен|не доставлен|доставить не удалось|сообщение не доставлено"
    r"|配信|配送|送信できません|エラー|退信|无法投递|無法傳遞|반송|전송.{0,4}실패",
    re.IGNORECASE,
)

TEXTS = re.compile(
    r"could ?n[o']t be (delivered|sent|completed)|(cannot|can not|could not|couldn't|unable to|not able to|wasn't able to|failed to) "
    r"(be |deliver|send)|was not (delivered|relayed)|(not|never) reach(ed)? the following|undeliverable|was undeliverable"
    r"|delivery .{0,40}(failed|aborted|has been (stopped|suspended|delayed))|permanent (fatal )?(error|failure)"
    r"|had (delivery (problems|errors)|permanent)|trouble delivering|error .{0,20}(delivering|deliver the mail)"
    r"|returned permanent errors|address(\(?e?s?\)?)? failed|was (automatically )?(rejected|blocked)|rejected by a remote"
    r"|(unknown|invalid)( final delivery)? (user|userid|recipient)\b|invalid user address|transcript of session follows"
    r"|failure reasons|mailbox (is )?(full|exceeds)|mailbox exceeds|not a member of this mailing list"
    r"|duplicated message-id in|group you tried to contact|did not reach|account is disabled"
    r"|no valid recipients|delivery status notification|user unknown|has been delayed|will (continue to try|be retried)"
    r"|not been delivered yet|delivery has failed|could not be delivered to"
    r"|konnte.{0,40}nicht (zugestellt|ausgeliefert)|nicht (zugestellt|erreicht) werden|n'a pas pu être (remis|distribu|livr)"
    r"|n’a pas pu être (remis|distribu|livr)|no se (ha podido|pudo|puede) entregar|non è stato possibile (recapitare|consegnare)"
    r"|não (pôde|foi possível) (ser )?entreg|kon niet worden (bezorgd|afgeleverd)|kunde inte levereras|kunne ikke leveres"
    r"|nie (mogła|może|udało).{0,30}dostarcz|не может быть доставлен|не удалось доставить|не было доставлено"
    r"|送信できません|配信できません|配送できません|送信に失敗|お届けできません|グループ（|无法(投递|送达)|전송하지 못|المجموعة \(",
    re.IGNORECASE,
)

RETURNED = re.compile(
    r"^\W{0,12}(-{2,}.{0,10})?("
    r"(included is |below (this line )?is |this is |the following is )?(a )?copy of (the|your) (original )?(message|mail)"
    r"|(the )?(headers?|body) of the original message"
    r"|original (message|mail|headers)( info| headers?)?( follows?| as follows)?"
    r"|original message headers|message headers follow|unsent message follows|returned message|unsent message below"
    r"|return-path:|received:\s*(from|by|\()|bounced e-?mail|message header|undelivered message"
    r"|additional information$|special information|message details"
    r")",
    re.IGNORECASE | re.MULTILINE,
)
