"""Names of countries, regions and cities that are written beside a time for its zone.

Countries, regions and the cities of the time zone database are from CLDR, in simplified and traditional Chinese and in
English; cities and regions that Chinese pages name often are added by hand.
"""

from __future__ import annotations

from functools import cache

_HAN = """
万象 三亚 三亞 三藩市 上海 下太子区 下太子區 不丹 东亚 东京 东加塔布 东南亚 东岸 东帝汶 东欧 东海岸 东莞 东部 中东
中国 中国澳门 中国香港 中國 中國澳門 中國香港 中東 中欧 中歐 中科雷姆斯克 中途岛 中途島 中部 中非共和国 中非共和國
丹佛 丹馬沙文 丹马沙文 丹麥 丹麦 乌克兰 乌兰巴托 乌兹别克斯坦 乌干达 乌拉圭 乌拉尔 乌斯内拉 乌斯怀亚 乌里扬诺夫斯克
乌鲁木齐 乍得 九龍 九龙 也門 也门 云南 亚丁 亚库塔特 亚松森 亚洲 亚特兰大 亚的斯亚贝巴 亚美尼亚 亚速尔群岛 亞丁
亞塞拜然 亞塞拜疆 亞庫塔特 亞松森 亞洲 亞特蘭大 亞美尼亞 亞速爾群島 京都 以色列 仰光 伊努維克 伊努维克 伊奴維克
伊尔库茨克 伊托科爾托米特 伊拉克 伊斯坦堡 伊斯坦布尔 伊朗 伊爾庫次克 伊爾庫茨克 伊魁特 伏尔加格勒 伏爾加格勒 休士頓
休士顿 休斯頓 休斯顿 休达 休达及梅利利亚 休達 休達與梅利利亞 伦敦 伯利兹 伯利茲 伯拉第斯拉瓦 伯斯 佛山 佛州 佛得角
依伦尼贝 俄国 俄國 俄罗斯 俄羅斯 保加利亚 保加利亞 保維斯塔 倫敦 克利珀顿岛 克孜勒奧爾達 克孜洛尔达 克拉伦代克
克拉倫代克 克拉斯諾亞爾斯克 克拉斯诺亚尔斯克 克罗地亚 克羅地亞 克羅埃西亞 克里派頓島 克里珀頓島 克雷斯頓 克雷斯顿
內羅畢 內蒙古 兰今湾 兰州 关岛 内罗毕 内蒙古 冈比亚 冰岛 冰島 几内亚 几内亚比绍 凤凰城 凯尔盖朗 凱爾蓋朗島
凱爾蓋朗群島 凱西 凱西站 列支敦士登 列支敦斯登 刚果 利伯维尔 利布維 利比亚 利比亞 利比里亚 利比里亞 利雅得 利雅德 利馬
利马 剑桥湾 剛果 劍橋灣 加东 加亞布拉 加尔各答 加州 加彭 加德满都 加德滿都 加拉加斯 加拉巴哥群島 加拿大 加東 加沙
加爾各答 加納 加納利 加纳 加纳利群岛 加蓬 加薩 加西 加那利 加那利群島 加里宁格勒 加里寧格勒 努克 努瓦克肖特 努美阿
匈牙利 北京 北欧 北歐 北美 北达科他州新塞勒姆 北达科他州比尤拉 北达科他州申特 北達科他州中心 北達科他州中心市
北達科他州布由拉 北達科他州新薩勒姆 北達科他州比尤拉 北達科他州紐沙倫 北韓 北馬其頓 北馬利安納群島 北马其顿
北马里亚纳群岛 千里達及托巴哥 千里達和多巴哥 华沙 华盛顿 华雷斯城 南乔治亚 南乔治亚和南桑威奇群岛 南京
南佐治亞島與南桑威奇群島 南喬治亞 南喬治亞與南三明治群島 南宁 南寧 南昌 南极洲 南極洲 南美 南苏丹 南蘇丹 南非 南韓
博伊西 博茨瓦納 博茨瓦纳 博阿維斯塔 博阿维斯塔 卡加利 卡塔尔 卡塔爾 卡塔馬卡 卡塔马卡 卡塞 卡宴 卡尔加里 卡拉卡斯
卡拉奇 卡萨布兰卡 卡薩布蘭卡 卡達 卢布尔雅那 卢旺达 卢本巴希 卢森堡 卢萨卡 印尼 印度 印度尼西亚 印第安納州威納馬克
印第安納州彼得堡 印第安納州溫森斯 印第安納州特爾城 印第安納州諾克斯 印第安納州韋韋 印第安納州馬倫哥 印第安納波利斯
印第安纳州威纳马克 印第安纳州彼得斯堡 印第安纳州温森斯 印第安纳州特尔城 印第安纳州维维市 印第安纳州诺克斯
印第安纳州马伦戈 印第安纳波利斯 印第安那州威納馬克 印第安那州彼得堡 印第安那州泰爾城 印第安那州溫森斯 印第安那州維威
印第安那州諾克斯 印第安那州馬倫哥 印第安那波里斯 危地馬拉 危地马拉 厄利垂亞 厄瓜多 厄瓜多尔 厄瓜多爾 厄立特里亚
厄立特里亞 厦门 叙利亚 古巴 古斯湾 古晉 古晋 古雅巴 可倫坡 可可斯 可可斯群島 台中 台北 台南 台湾 台灣 史丹利 史坦利
史瓦帝尼 史高比耶 叶卡捷琳堡 合肥 吉尔吉斯斯坦 吉布地 吉布提 吉林 吉爾吉斯 吉里巴斯 吉隆坡 名古屋 吐庫曼 吐瓦魯
呼和浩特 哈利法克斯 哈博罗内 哈尔滨 哈拉雷 哈爾濱 哈瓦那 哈萨克斯坦 哈薩克 哈里法克斯 哥伦比亚 哥倫比亞 哥多華
哥斯大黎加 哥斯达黎加 哥斯達黎加 哥本哈根 喀什 喀土穆 喀布尔 喀布爾 喀拉蚩 喀麥隆 喀麦隆 喬治亞 嘉柏隆里 四川 国内
图勒 图库曼 图瓦卢 國內 圖勒 圖瓦盧 土克斯及開科斯群島 土库曼斯坦 土庫曼 土耳其 圣保罗 圣卢西亚 圣地亚哥 圣基茨
圣基茨和尼维斯 圣塔伦 圣多明各 圣多美 圣多美和普林西比 圣巴泰勒米 圣巴泰勒米岛 圣彼得堡 圣托马斯 圣文森特
圣文森特和格林纳丁斯 圣皮埃尔和密克隆群岛 圣约翰斯 圣胡安 圣诞岛 圣赫勒拿 圣路易斯 圣马力诺 圭亚那 圭亞那 地拉那
坎培拉 坎帕拉 坎昆 坎頓島 坎顿岛 坤甸 坦尚尼亞 坦桑尼亚 坦桑尼亞 埃及 埃塞俄比亚 埃塞俄比亞 埃德蒙顿 埃法特 埃莫西約
埃莫西约 埃达克 埃達克 埃里温 基加利 基希訥烏 基希讷乌 基洛夫 基西紐 基輔 基辅 基里地馬地島 基里地马地岛 基里巴斯
堪地加 堪培拉 堪察加 塔什干 塔吉克 塔吉克斯坦 塔希提 塔拉瓦 塔林 塞內加爾 塞内加尔 塞尔维亚 塞席爾 塞拉利昂 塞拉耶佛
塞浦路斯 塞爾維亞 塞班 塞舌尔 塞舌爾 墨尔本 墨巴本 墨爾本 墨西哥 墨西哥城 墨西哥市 复活节岛 夏威夷 夏灣拿 多伦多
多倫多 多哥 多明尼加共和國 多米尼克 多米尼加 多米尼加共和国 多米尼加共和國 大坎普 大洋洲邊疆群島 大溪地 大特克
大特克島 大西洋 大连 大連 大阪 大陆 大陸 大馬士革 大马士革 天津 太原 太子港 太平洋 夸贾林 奇瓦瓦 奇華華 奈及利亞
奈洛比 奥克兰 奥兰群岛 奥地利 奥希纳加 奥斯陆 奧克蘭 奧地利 奧希納加 奧斯陸 奧蘭群島 姆巴巴纳 委內瑞拉 委内瑞拉 威克
威克島 威靈頓 孟买 孟加拉 孟加拉国 孟買 宁夏 宁波 安克拉治 安克雷奇 安卡拉 安哥拉 安圭拉 安地卡 安地卡及巴布達
安塔那那利佛 安塔那那利弗 安奎拉 安徽 安提瓜 安提瓜和巴布达 安提瓜和巴布達 安曼 安道尔 安道爾 宏都拉斯 密克罗尼西亚
密克羅尼西亞 密克隆 密啟崙 富纳富提 富那富提 寧夏 寧波 寮國 尚比亞 尤克拉 尼亚美 尼亞美 尼加拉瓜 尼古西亞 尼日
尼日利亚 尼日利亞 尼日尔 尼日爾 尼泊尔 尼泊爾 尼科西亚 尼科西亞 山东 山区 山區 山東 山西 岡比亞 巴伊亚 巴伊亚班德拉斯
巴伊亞德班德拉斯 巴伊亞班德拉斯 巴伊阿 巴勒斯坦自治區 巴勒斯坦領土 巴勒斯坦领土 巴哈馬 巴哈马 巴哥巴哥 巴基斯坦
巴塞罗那 巴塞隆納 巴尔瑙尔 巴巴多斯 巴布亚新几内亚 巴布亞新畿內亞 巴布亞紐幾內亞 巴希雅 巴库 巴庫 巴拉圭 巴拉馬利波
巴拿馬 巴拿马 巴林 巴格达 巴格達 巴爾瑙爾 巴西 巴貝多 巴馬科 巴马科 巴黎 布兰克萨布隆 布兰太尔 布利斯班 布加勒斯特
布吉納法索 布基納法索 布基纳法索 布威島 布宜諾斯艾利斯 布宜诺斯艾利斯 布干維爾 布干維爾島 布干维尔 布拉提斯拉瓦
布拉柴維爾 布拉柴维尔 布拉格 布拉迪斯拉发 布松布拉 布琼布拉 布罗肯希尔 布羅肯希爾 布蘭太爾 布辛根 布达佩斯 布達佩斯
布里斯本 布里斯班 布隆迪 布韦岛 布魯塞爾 布鲁塞尔 希伯伦 希伯侖 希腊 希臘 帕劳 帕尔默 帕拉马里博 帕果帕果 帕爾默 帕麥
帛琉 帝力 平壤 幾內亞 幾內亞比索 幾內亞比紹 广东 广州 广西 库亚巴 库克群岛 库拉索 库斯塔奈 库赛埃 底特律 庫亞巴
庫克群島 庫拉索 庫斯塔奈 庫頁島 廈門 廣州 廣東 廣西 廷布 开普敦 开曼 开曼群岛 开罗 弗里敦 当地 復活島 德古斯加巴 德国
德國 德州 德里 德黑兰 德黑蘭 怀特霍斯 恩賈梅納 恩贾梅纳 悉尼 惠灵顿 意大利 愛民頓 愛沙尼亞 愛爾蘭 慕尼黑 懷特霍斯 成都
戴維斯 戴維斯站 戴维斯 所罗门群岛 所羅門群島 托克劳 托克勞群島 托尔托拉 托木斯克 托爾托拉 拉各斯 拉哥斯 拉巴斯
拉斯維加斯 拉斯维加斯 拉略哈 拉罗汤加 拉羅湯加 拉脫維亞 拉脱维亚 拉萨 拉薩 拉里奥哈 拉里奧哈 拿索 拿騷 拿骚 挪威
挪威屬斯瓦巴及尖棉 捷克 提華納 摩加迪休 摩加迪沙 摩尔多瓦 摩洛哥 摩爾多瓦 摩納哥 摩纳哥 撒馬爾罕 撒马尔罕 敘利亞 文莱
斐济 斐濟 斯坦利 斯威士兰 斯威士蘭 斯威夫特卡伦特 斯威夫特卡倫特 斯德哥尔摩 斯德哥爾摩 斯洛伐克 斯洛文尼亚 斯洛文尼亞
斯洛維尼亞 斯瓦尔巴和扬马延 斯瓦爾巴特群島及揚馬延島 斯科列斯比桑德 斯科普里 斯里兰卡 斯里蘭卡 新加坡 新北
新喀里多尼亚 新喀里多尼亞 新库兹涅茨克 新庫茲涅茨克 新德里 新疆 新竹 新西伯利亚 新西伯利亞 新西兰 无锡 日內瓦 日内瓦
日本 旧金山 昆明 明斯克 昭和 昭和基地 昭和站 智利 曼島 曼谷 朗伊尔城 朗伊爾城 望加锡 朝鮮 朝鲜 本地 札幌 札格瑞布 朱巴
朱諾 朱诺 杜尚別 杜尚别 杜拜 杜桑貝 杜蒙杜比爾 杜蒙迪維爾站 杜里 杜阿拉 杭州 東亞 東京 東加 東加塔布島 東南亞 東岸
東帝汶 東歐 東海岸 東莞 東部 林德曼 柏林 查亚普拉 查坦 查塔姆 查德 查戈斯 查戈斯群島 查雅普拉 柬埔寨 柯那克里 根息
根息島 根西岛 根西島 格林威治 格林尼治 格林納達 格林纳达 格瑞納達 格瑞那達 格莱斯贝 格萊斯灣 格蘭場 格陵兰 格陵蘭
格雷斯貝 格魯吉亞 格鲁吉亚 桃园 桃園 梅特拉卡特拉 梅諾米尼 梅诺米尼 梅里达 梅里達 梵蒂冈 梵蒂岡 楚克 模里西斯 横滨
橫濱 檀香山 欧洲 歐洲 武汉 武漢 比什凯克 比什凱克 比利时 比利時 比斯凱克 比紹 比绍 毛里塔尼亚 毛里塔尼亞 毛里求斯
毛里裘斯 永珍 汉城 汉堡 汉德加 江苏 江蘇 江西 汤加 汶萊 沃斯托克 沈阳 沙地阿拉伯 沙烏地阿拉伯 沙特阿拉伯 沙蘭港 沙馬拉
河內 河内 河北 河南 法兰克福 法国 法國 法属南部领地 法属圣马丁 法属圭亚那 法属波利尼西亚 法屬南部屬地 法屬南部領地
法屬圭亞那 法屬波利尼西亞 法屬玻里尼西亞 法屬聖馬丁 法罗 法罗群岛 法羅群島 法考福 法考福環礁 法蘭克福 法馬古斯塔
法马古斯塔 波兰 波哥大 波士尼亞與赫塞哥維納 波士頓 波士顿 波夕 波多諾佛 波多诺伏 波多里察 波多韦柳 波多黎各 波德戈里察
波斯尼亚和黑塞哥维那 波斯尼亞和黑塞哥維那 波札那 波納佩 波纳佩岛 波蘭 泰国 泰國 泽西岛 洛杉矶 洛杉磯 洛罗尼亚 洛美
津巴布韋 津巴布韦 洪都拉斯 济南 浙江 海南 海参崴 海參崴 海口 海地 海外 深圳 渥太华 渥太華 温哥华 温尼伯 温得和克 湖北
湖南 湯加 湯加塔布島 溫哥華 溫尼伯 溫得和克 溫特和克 漢堡 澤西島 澳东 澳大利亚 澳東 澳洲 澳西 澳門 澳门 濟南 瀋陽
烏克蘭 烏干達 烏拉圭 烏拉爾 烏斯內拉 烏斯懷亞 烏茲別克 烏蘭巴托 烏里揚諾夫斯克 烏魯木齊 無錫 爱尔兰 爱沙尼亚 牙买加
牙買加 特克斯和凯科斯群岛 特克斯和凱科斯群島 特古西加尔巴 特古西加爾巴 特拉維夫 特拉维夫 特立尼达和多巴哥 特罗尔
特羅爾站 特里斯坦-达库尼亚群岛 特里斯坦達庫尼亞群島 特鲁克群岛 獅子山 玛丽港 玻利維亞 玻利维亚 珀斯 珠海 班加罗尔 班吉
班基 班珠尔 班竹 瑙魯 瑙鲁 瑞典 瑞士 瑪瑙斯 瑪麗港 瓜亚基尔 瓜亞基爾 瓜加林島 瓜加林環礁 瓜地洛普 瓜地馬拉 瓜德罗普
瓜德羅普 瓜达尔卡纳尔 瓜達康納爾島 瓜達爾卡納爾島 瓦利斯 瓦利斯和富图纳 瓦利斯群島和富圖那群島 瓦加杜古 瓦努阿图
瓦努阿圖 瓦杜兹 瓦都茲 甘比亞 甘比尔 甘比爾 甘比爾群島 甘肃 甘肅 留尼旺 留尼旺島 留尼汪 當地 白俄罗斯 白俄羅斯
白朗薩布隆 白馬市 百慕大 百慕達 的黎波里 皮特凯恩 皮特凯恩群岛 皮特凱恩島 皮特康群島 皮特肯群島 盧安達 盧布爾雅那
盧旺達 盧本巴希 盧森堡 盧比安納 盧薩卡 直布罗陀 直布羅陀 石家庄 石家莊 矽谷 硅谷 福克兰群岛 福克蘭群島 福冈 福塔力莎
福塔萊薩 福塔雷萨 福岡 福州 福建 科伊艾克 科伦坡 科倫坡 科克斯群島 科威特 科尔多瓦 科布多 科摩罗 科摩羅 科摩羅群島
科斯瑞 科斯雷 科爾多瓦 科特迪瓦 科科斯  群島 科科斯群岛 科科斯群島 科納克里 科索沃 科纳克里 科隆群岛 秘魯 秘鲁 突尼斯
突尼西亞 立陶宛 第比利斯 米兰 米蘭 約旦 約翰內斯堡 約翰尼斯堡 納爾遜堡 納米比亞 紐埃島 紐約 紐約州 紐西蘭 索羅門群島
索菲亞 索非亚 索馬利亞 索馬里 索马里 累西腓 維也納 維德角 維爾紐斯 維留港 綽爾 緬甸 约旦 约翰内斯堡 纳尔逊堡 纳米比亚
纽埃 纽约 纽约州 纽西兰 维也纳 维尔纽斯 缅甸 罗安达 罗瑟拉 罗马 罗马尼亚 羅安達 羅斯魯特 羅瑟拉 羅瑟拉站 羅馬 羅馬尼亞
美东 美东部 美中 美国 美国东部 美国中部 美国本土外小岛屿 美国西部 美國 美國中部 美國本土外小島嶼 美國東部 美國西部
美属维尔京群岛 美属萨摩亚 美屬維京群島 美屬維爾京群島 美屬薩摩亞 美東 美洲 美西 美西部 美諾米尼 義大利 老挝 老撾
耶路撒冷 聖保羅 聖克里斯多福及尼維斯 聖地亞哥 聖地牙哥 聖基茨 聖基茨和尼維斯 聖塔倫 聖多明各 聖多明哥 聖多美
聖多美和普林西比 聖多美普林西比 聖巴托洛繆島 聖巴泰勒米 聖巴瑟米 聖彼得堡 聖托馬斯 聖文森 聖文森及格瑞那丁 聖文森特
聖文森特和格林納丁斯 聖皮埃與密克隆群島 聖盧西亞 聖約翰 聖約翰斯 聖胡安 聖誕島 聖赫勒拿島 聖路易 聖露西亞 聖馬利諾
聖馬力諾 肯亞 肯塔基州蒙地卻羅 肯塔基州蒙蒂塞洛 肯尼亚 肯尼亞 胡志明市 胡胡伊 自由城 自由市 臺中 臺北 臺南 臺灣 舊金山
艾德蒙吞 艾達克 艾魯內佩 芝加哥 芝娃娃 芬兰 芬蘭 苏丹 苏州 苏里南 苏黎世 英国 英國 英属印度洋领地 英属维尔京群岛
英屬印度洋領地 英屬維京群島 英屬維爾京群島 茅利塔尼亞 荷伯特 荷兰 荷属加勒比区 荷属圣马丁 荷屬聖馬丁 荷屬阿魯巴 荷巴特
荷蘭 荷蘭加勒比區 莫三比克 莫士比港 莫尔兹比港 莫斯科 莫桑比克 莫森 莫森站 莱索托 華杜茲 華沙 華盛頓 華雷斯 華雷斯城
菲律宾 菲律賓 萊索托 萨克岛 萨哈林 萨尔塔 萨尔瓦多 萨拉托夫 萨拉热窝 萨摩亚 萨格勒布 萨马拉 萬那杜 葉卡捷林堡
葉卡捷琳堡 葉里溫 葉門 葛摩 葡萄牙 蒂华纳 蒂華納 蒙克頓 蒙克顿 蒙古 蒙哲臘 蒙塞拉特島 蒙得維的亞 蒙得维的亚 蒙特內哥羅
蒙特利尔 蒙特利爾 蒙特塞拉特 蒙特婁 蒙特瑞 蒙特維多 蒙特雷 蒙罗维亚 蒙羅維亞 蒲隆地 蓋亞那 蓬塔阿雷納斯 蓬塔阿雷纳斯
薩克島 薩拉托夫 薩拉熱窩 薩摩亞 薩格勒布 薩爾塔 薩爾瓦多 蘇丹 蘇利南 蘇州 蘇里南 蘇黎世 蘭今灣 蘭州 衣索比亞 西宁 西安
西寧 西岸 西撒哈拉 西欧 西歐 西海岸 西班牙 西班牙港 西藏 西貢 西贡 西部 西雅图 西雅圖 諾倫哈 諾克少 諾姆 諾福克
諾福克島 諾羅尼亞 諾美亞 諾魯 诺姆 诺福克 诺福克岛 象牙海岸 豪勋爵岛 豪勳爵島 貝倫 貝南 貝寧 貝爾格勒 貝爾格萊德
貝里斯 貝魯特 貴州 貴陽 費城 賴比瑞亞 賴索托 賽普勒斯 贊比亞 贝伦 贝宁 贝尔格莱德 贝鲁特 贵州 贵阳 费城 赞比亚 赤塔
赤道几内亚 赤道幾內亞 赫尔辛基 赫布隆 赫德岛和麦克唐纳群岛 赫德島及麥唐納群島 赫爾辛基 越南 路易斯維爾 路易斯维尔
路易維爾 路沙卡 辛巴威 辛菲罗波尔 辛非洛浦 辽宁 达卡 达喀尔 达尔文 达拉斯 达累斯萨拉姆 迈阿密 迦納 迪亞哥加西亞島
迪戈加西亚岛 迪拜 迪蒙·迪维尔 道森 道森克里克 道森灣 達卡 達喀爾 達拉斯 達爾文 達累斯薩拉姆 遼寧 邁阿密 郑州 都柏林
鄂木斯克 鄭州 里加 里奥加耶戈斯 里奥布郎库 里奧加耶戈斯 里斯本 里約布蘭 里約布蘭科 里約熱內盧 里约热内卢 里賈納 里贾纳
重庆 重慶 金夏沙 金沙萨 金沙薩 金边 金邊 釜山 銀川 錫江 錫特卡 银川 锡特卡 長春 長沙 长春 长沙 門多薩 開普敦 開曼群島
開羅 開雲 關島 门多萨 阿什哈巴德 阿什哈巴特 阿克套 阿克托别 阿克托比 阿克拉 阿塞拜疆 阿姆斯特丹 阿富汗 阿尔及利亚
阿尔及尔 阿尔巴尼亚 阿尤恩 阿布扎比 阿得雷德 阿德莱德 阿德萊德 阿拉伯联合酋长国 阿拉伯聯合大公國 阿拉伯聯合酋長國
阿拉圭那 阿拉斯加 阿拉木图 阿拉木圖 阿拉瓜伊納 阿拉瓜伊纳 阿斯特拉罕 阿斯瑪拉 阿斯馬拉 阿斯马拉 阿曼 阿松森 阿根廷
阿森松岛 阿森松島 阿比讓 阿比让 阿比贊 阿爾及利亞 阿爾及爾 阿爾巴尼亞 阿特劳 阿特勞 阿皮亚 阿皮亞 阿納德爾 阿纳德尔
阿蒂科肯 阿迪斯阿貝巴 阿那底 阿魯巴 阿鲁巴 陕西 陝西 隆意耳拜恩 雅典 雅加达 雅加達 雅库茨克 雅庫塔 雅庫次克 雅庫茨克
雪梨 雲南 雷克雅未克 雷克雅維克 雷索卢特 雷西非 霍巴特 青岛 青島 青海 非洲 韋柳港 韓國 韩国 首尔 首爾 香港 馬丁尼克
馬久羅 馬來西亞 馬克薩斯群島 馬利 馬加丹 馬卡沙爾 馬可薩斯島 馬埃島 馬塔莫羅斯 馬塞約 馬塞魯 馬尼拉 馬得拉群島
馬德拉島 馬德里 馬恩島 馬拉博 馬拉威 馬拉維 馬拿瓜 馬提尼克 馬斯喀特 馬斯開特 馬普托 馬朱諾 馬爾他 馬爾代夫 馬爾地夫
馬瑟歐 馬約特 馬約特島 馬紹爾群島 馬耳他 馬薩特蘭 馬賽魯 馬達加斯加 馬那瓜 馬里 馬里戈特 马克萨斯 马加丹 马埃岛
马塔莫罗斯 马塞卢 马塞约 马尔代夫 马尼拉 马德拉 马德里 马恩岛 马拉博 马拉维 马提尼克 马斯喀特 马普托 马朱罗 马来西亚
马瑙斯 马约特 马绍尔群岛 马耳他 马萨特兰 马达加斯加 马那瓜 马里 马里戈特 高雄 鮑威特島 鳳凰城 鵝灣 麥克默多 麥克默多站
麥夸里 麥覺理 麦克默多 麦夸里岛 黎巴嫩 黑山 黑龍江 黑龙江
"""
_LATIN = """
abidjan, abu dhabi, accra, acre, act, adak, addis ababa, adelaide, aden, afghanistan, africa, aktau, aland islands,
alaska, albania, aleutian, algeria, algiers, almaty, america, american samoa, amman, amsterdam, anadyr, anchorage,
andorra, angola, anguilla, antananarivo, antarctic lands, antarctica, antigua, apia, aqtau, aqtobe, araguaina,
argentina, arizona, armenia, aruba, ascension island, ashgabat, ashkhabad, asia, asmara, asmera, astrakhan, asuncion,
athens, atikokan, atka, atlanta, atlantic, atyrau, auckland, austin, australia, austria, azerbaijan, azores, baghdad,
bahamas, bahia, bahia banderas, bahia de banderas, bahrain, bajanorte, bajasur, baku, bamako, bangalore, bangkok,
bangladesh, bangui, banjul, barbados, barbuda, barcelona, barnaul, beirut, belarus, belem, belfast, belgium, belgrade,
belize, benin, berlin, bermuda, beulah, beulah, north dakota, bhutan, bishkek, bissau, blanc-sablon, blantyre,
boa vista, bogota, boise, bolivia, bosnia, boston, botswana, bougainville, bouvet island, bratislava, brazil,
brazzaville, brisbane, britain, british indian ocean territory, british virgin islands, broken hill, brunei, brussels,
bucharest, budapest, buenos aires, bujumbura, bulgaria, burkina faso, burundi, busan, busingen, caicos islands, cairo,
calcutta, calgary, california, cambodia, cambridge bay, cameroon, campo grande, canada, canaries, canary,
canary islands, canberra, cancun, canton island, cape town, cape verde, caracas, caribbean netherlands, casablanca,
casey, casey station, catamarca, cayenne, cayman, cayman islands, center, center, north dakota, central,
central african republic, ceuta, chad, chagos, chagos archipelago, chatham, chatham islands, chengdu, chicago,
chihuahua, chile, china, chisinau, chita, choibalsan, chongqing, christmas, christmas island, chungking, chuuk,
ciudad juarez, clipperton island, cocos, cocos  islands, cocos islands, colombia, colombo, comodrivadavia, comoro,
comoros, conakry, congo - brazzaville, congo - kinshasa, continental, cook islands, copenhagen, coral harbour, cordoba,
costa rica, cote d'ivoire, coyhaique, creston, croatia, cuba, cuiaba, curacao, currie, cyprus, czechia, dacca, dakar,
dallas, damascus, danmarkshavn, dar es salaam, darwin, davis, dawson, dawson creek, delhi, denmark, denoronha, denver,
detroit, dhaka, diego garcia, dili, djibouti, dominica, dominican republic, douala, dubai, dublin,
dumont d'urville station, dumontdurville, dushanbe, east, east coast, east-indiana, easter, easter island,
easterisland, eastern, ecuador, edmonton, efate, egypt, eirunepe, el aaiun, el salvador, enderbury, england, ensenada,
equatorial guinea, eritrea, estonia, eswatini, ethiopia, eucla, europe, faeroe, fakaofo, falkland islands, famagusta,
faroe, faroe islands, faroes, fernando de noronha, fiji, finland, florida, fort nelson, fort wayne, fortaleza, france,
frankfurt, freetown, french guiana, french polynesia, french southern, funafuti, futuna, gabon, gaborone, galapagos,
galapagos islands, gambia, gambier, gaza, general, geneva, georgia, germany, ghana, gibraltar, glace bay, godthab,
goose bay, grand turk, greece, greenland, greenwich, grenada, grenadines, guadalcanal, guadeloupe, guam, guangzhou,
guatemala, guayaquil, guernsey, guinea, guinea-bissau, guyana, haiti, halifax, hamburg, hangzhou, hanoi, harare,
harbin, havana, hawaii, heard island, hebron, helsinki, hermosillo, herzegovina, ho chi minh, ho chi minh city, hobart,
honduras, hong kong, hong kong sar china, honolulu, houston, hovd, hungary, iceland, india, indiana-starke,
indianapolis, indonesia, inuvik, iqaluit, iran, iraq, ireland, irkutsk, isle of man, israel, istanbul, italy,
ittoqqortoormiit, jakarta, jamaica, jan mayen, japan, jayapura, jersey, jerusalem, johannesburg, johnston, jordan,
juba, jujuy, juneau, kabul, kaliningrad, kamchatka, kampala, kanton, kaohsiung, karachi, kashgar, kathmandu, katmandu,
kazakhstan, kenya, kerguelen, kerguelen islands, khandyga, khartoum, khovd, kiev, kigali, kinshasa, kiribati,
kiritimati, kirov, knox, knox in, knox, indiana, kolkata, korea, kosovo, kosrae, kostanay, kralendijk, krasnoyarsk,
kuala lumpur, kuching, kuwait, kwajalein, kwajalein atoll, kyiv, kyoto, kyrgyzstan, kyzylorda, la, la paz, la rioja,
lagos, laos, las vegas, latvia, lebanon, lesotho, lhi, liberia, libreville, libya, liechtenstein, lima, lindeman,
lisbon, lithuania, ljubljana, local, lome, london, longyearbyen, lord howe, lord howe island, los angeles, louisville,
lower prince's quarter, lower princes, luanda, lubumbashi, lusaka, luxembourg, macao, macao sar china, macau, maceio,
macquarie, macquarie island, madagascar, madeira, madrid, magadan, mahe, mainland, majuro, makassar, malabo, malawi,
malaysia, maldives, mali, malta, managua, manaus, manila, maputo, marengo, marengo, indiana, mariehamn, marigot,
marquesas, marquesas islands, marshall islands, martinique, maseru, matamoros, mauritania, mauritius, mawson,
mawson station, mayotte, mazatlan, mbabane, mcdonald islands, mcmurdo, mcmurdo station, melbourne, melilla, mendoza,
menominee, merida, metlakatla, mexico, mexico city, miami, michigan, micronesia, midway, midway atoll, milan, minsk,
miquelon, mogadishu, moldova, monaco, moncton, mongolia, monrovia, montenegro, monterrey, montevideo, monticello,
monticello, kentucky, montreal, montserrat, morocco, moscow, mountain, mozambique, mumbai, munich, muscat, myanmar,
n'djamena, nagoya, nairobi, namibia, nanjing, nassau, nauru, ndjamena, nepal, netherlands, nevis, new caledonia,
new delhi, new salem, new salem, north dakota, new york, new zealand, newfoundland, niamey, nicaragua, nicosia, niger,
nigeria, nipigon, niue, nome, norfolk, norfolk island, noronha, north, north korea, north macedonia,
northern mariana islands, norway, nouakchott, noumea, novokuznetsk, novosibirsk, nsw, nuuk, nyc, ojinaga, oman, omsk,
oral, osaka, oslo, ottawa, ouagadougou, pacific, pago pago, pakistan, palau, palestinian territories, palmer,
palmer land, panama, pangnirtung, papua new guinea, paraguay, paramaribo, paris, peking, perth, peru, petersburg,
petersburg, indiana, philadelphia, philippines, phnom penh, phoenix, pitcairn, pitcairn islands, podgorica, pohnpei,
poland, ponape, pontianak, port moresby, port of spain, port-au-prince, portland, porto acre, porto velho, porto-novo,
portugal, prague, prc, principe, puerto rico, punta arenas, pyongyang, qatar, qostanay, queensland, qyzylorda,
rainy river, rangoon, rankin inlet, rarotonga, recife, regina, resolute, reunion, reykjavik, riga, rio branco,
rio gallegos, riyadh, romania, rome, rosario, rothera, rothera station, russia, rwanda, saigon, saint petersburg,
saint-pierre, saipan, sakhalin, salt lake city, salta, samara, samarkand, samoa, san diego, san francisco, san jose,
san juan, san luis, san marino, santa isabel, santarem, santiago, santo domingo, sao paulo, sao tome, sarajevo,
saratov, sark, saskatchewan, saudi arabia, scoresbysund, scotland, seattle, senegal, seoul, serbia, seychelles, sf,
shanghai, shenzhen, shiprock, showa station, sierra leone, silicon valley, simferopol, singapore, sint maarten, sitka,
skopje, slovakia, slovenia, sofia, solomon islands, somalia, south, south africa, south georgia, south korea,
south pole, south sandwich islands, south sudan, spain, srednekolymsk, sri lanka, st barthelemy, st helena, st johns,
st kitts, st lucia, st thomas, st vincent, st. barthelemy, st. helena, st. helena, ascension, st. john's, st. kitts,
st. lucia, st. martin, st. pierre, st. thomas, st. vincent, stanley, stockholm, sudan, suriname, svalbard, sweden,
swift current, switzerland, sydney, syowa, syria, tahiti, taipei, taiwan, tajikistan, tallinn, tanzania, tarawa,
tashkent, tasmania, tbilisi, tegucigalpa, tehran, tel aviv, tell city, tell city, indiana, texas, thailand, the hague,
thimbu, thimphu, thule, thunder bay, tianjin, tijuana, timbuktu, timor-leste, tirana, tirane, tiraspol, togo, tokelau,
tokyo, tomsk, tonga, tongatapu, toronto, tortola, tripoli, tristan da cunha, troll, troll station, truk, tucuman,
tunis, tunisia, turkiye, turkmenistan, turks, tuvalu, u.k., u.s., u.s. virgin islands, uae, uganda, ujung pandang, uk,
ukraine, ulaanbaatar, ulan bator, ulyanovsk, united arab emirates, united kingdom, united states, uruguay, urumqi, us,
usa, ushuaia, ust-nera, uzbekistan, uzhgorod, vaduz, vancouver, vanuatu, vatican, vatican city, venezuela, vevay,
vevay, indiana, victoria, vienna, vientiane, vietnam, vilnius, vincennes, vincennes, indiana, virgin, vladivostok,
volgograd, vostok, vostok station, wake, wake island, wales, wallis, warsaw, washington, washington dc, washington, dc,
wellington, west, west coast, western sahara, whitehorse, winamac, winamac, indiana, windhoek, winnipeg, wuhan, xi'an,
yakutat, yakutsk, yancowinna, yangon, yap, yekaterinburg, yellowknife, yemen, yerevan, yokohama, yukon, zagreb, zambia,
zaporozhye, zimbabwe, zulu, zurich
"""


@cache
def places() -> frozenset[str]:
    """Return all names; those in Latin letters are in lower case and without accents."""
    return frozenset(_HAN.split()) | {name.strip() for name in _LATIN.replace("\n", " ").split(",")} - {""}
